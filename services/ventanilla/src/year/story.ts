import { bogotaDate, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import {
  assignFor,
  type Entity,
  exampleForm,
  formOf,
  guardsFor,
  isForKind,
  kindForm,
  kindOf,
  type Procedure,
  type Transition,
  writtenId,
} from '@ventanilla/procedures'
import { addBusinessDays, dueDate, endOfDue } from '@ventanilla/terms'
import { weighted } from '../random.ts'
import { lateElsewhere, lateOf, outcomes } from './mix.ts'
import { type Plot, walk } from './plots.ts'

/** What people do to a case, in the words of `procedure simulate`; notes and texts tell of nobody. */
export type StoryFact = { readonly at: string; readonly by: string } & (
  | {
      readonly type: 'moved'
      readonly transition: string
      readonly note?: string
      readonly text?: string
      readonly evidence?: readonly { readonly id: string; readonly by?: string }[]
      readonly outcome?: string
      readonly theme?: string
      readonly product?: string
      readonly form?: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'assigned'; readonly area: string; readonly level: number }
  | { readonly type: 'filled'; readonly form: Readonly<Record<string, unknown>> }
)

/** A case as it comes in. */
export interface Told {
  readonly kind: string
  readonly channel: string
  readonly receivedAt: string
  readonly theme: string
  readonly product: string
}

export interface StoryRules {
  readonly entity: Entity
  readonly procedure: Procedure
  readonly calendar: Calendar
  readonly random: () => number
}

export interface Story {
  readonly facts: readonly StoryFact[]
  /** The moves that it makes, those that the engine makes after a time among them. */
  readonly moves: readonly MadeMove[]
}

export interface MadeMove {
  readonly transition: Transition
  readonly at: string
}

/** When things happen in a day, so that what belongs together keeps its order. */
const HOURS = ['08:10', '09:20', '10:35', '11:40', '13:50', '14:45', '15:30', '16:20', '16:50']

/**
 * What people do to a case of this plot, and when: in its term or after it, at the pace of the area that has it, after
 * whatever a move waits for. Every move brings what it asks for.
 * @throws RangeError when the version has no such way
 */
export function storyOf(plot: Plot, told: Told, rules: StoryRules): Story {
  const { procedure, random } = rules
  const way = walk(procedure, plot)
  if (way === undefined) throw new RangeError(`${procedure.id}@${procedure.version}: ${plot.join(', ')}`)
  const first = assignFor(procedure, told)
  const late = random() * 100 < (lateOf[first.area] ?? lateElsewhere)
  const pace = paceOf(way, told, late, rules)
  const teller = tellerOf(told, first, rules)
  const moves = way
    .filter(({ by }) => by === 'user')
    .map((transition) => ({ transition, at: pace(transition) }))
  const facts = moves.flatMap(({ transition, at }) => teller(transition, at))
  return { facts, moves: [...moves, ...afterAll(moves.at(-1), rules)] }
}

/** What the engine does at the end, where people leave the case in a state that doesn't last. */
function afterAll(last: MadeMove | undefined, { procedure, calendar }: StoryRules): MadeMove[] {
  const timed = procedure.transitions.find(({ from, after }) => from === last?.transition.to && after)
  if (last === undefined || timed?.after === undefined) return []
  const due = dueDate({ received: bogotaDate(last.at), ...timed.after }, calendar)
  return due === undefined ? [] : [{ transition: timed, at: endOfDue(due) }]
}

const clockIn = (procedure: Procedure, state: string) =>
  procedure.states.find(({ id }) => id === state)?.clock

/** The instant of each move after the one before: business days that the case spends in each of its states. */
function paceOf(way: readonly Transition[], told: Told, late: boolean, rules: StoryRules) {
  const { procedure, calendar, random } = rules
  const term = kindOf(procedure, told.kind)?.term.amount ?? 15
  const runs = way.findIndex(({ to }) => clockIn(procedure, to) !== 'runs')
  const acts = Math.max(1, way.slice(0, runs + 1).filter(({ by }) => by === 'user').length)
  // In time most are answered towards the end of the term; late, soon after it. What is asked is asked in ten days.
  const inTime = Math.max(1, Math.floor(term * (0.25 + 0.7 * random())))
  const stops = runs >= 0 && clockIn(procedure, way[runs]?.to ?? '') === 'stops'
  const whole = stops ? Math.min(inTime, 8) : late ? term + 1 + Math.floor(random() * 6) : inTime
  let date = bogotaDate(told.receivedAt)
  let hour = 0
  return (move: Transition): string => {
    const days = waitIn(move, { procedure, random, each: Math.floor(whole / acts), whole, acts })
    const before = date
    date = addBusinessDays(date, days, calendar)
    for (const least = soonest(move, told.kind, before, calendar); date <= least; )
      date = addBusinessDays(date, 1, calendar)
    hour = date === before ? hour + 1 : Math.floor(random() * 3)
    if (hour >= HOURS.length) {
      date = addBusinessDays(date, 1, calendar)
      hour = 0
    }
    return bogotaInstant(date, HOURS[hour])
  }
}

interface Waiting {
  procedure: Procedure
  random: () => number
  each: number
  whole: number
  acts: number
}

function waitIn(move: Transition, { procedure, random, each, whole, acts }: Waiting): number {
  const clock = clockIn(procedure, move.from)
  // Who evaluates has three days; who was asked takes some, and now and then very many.
  if (move.action === 'close' || clock === 'ends') return 1 + Math.floor(random() * 2)
  // Where the engine goes on after some days, people are faster.
  const timed = procedure.transitions.find(({ from, after }) => from === move.from && after !== undefined)
  if (timed?.after !== undefined) return Math.floor(random() * timed.after.amount)
  if (clock === 'stops') return random() < 0.2 ? 18 + Math.floor(random() * 12) : 2 + Math.floor(random() * 9)
  if (move.from === initialOf(procedure)) return acts === 1 ? whole : Math.min(1, whole)
  return Math.max(move.action === 'answer' || move.action === 'solve' ? whole - each * (acts - 1) : each, 0)
}

/** Where people find a case first. */
function initialOf(procedure: Procedure): string {
  const atOnce = procedure.transitions.find(
    ({ from, by, after }) => from === procedure.initial && by === 'system' && after === undefined,
  )
  return atOnce?.to ?? procedure.initial
}

/** The last day of what its guards wait for, of a case of this kind. */
function soonest(move: Transition, kind: string, since: LocalDate, calendar: Calendar): LocalDate {
  const last = guardsFor(move, kind).flatMap((guard) =>
    typeof guard === 'object'
      ? [dueDate({ received: since, ...guard['not-before'] }, calendar) ?? since]
      : [],
  )
  return last.toSorted().at(-1) ?? ''
}

/** What is told of each move, by whom, with all that it asks for. */
function tellerOf(told: Told, first: { area: string; level: number }, rules: StoryRules) {
  const { entity, procedure, random } = rules
  const { kind, theme, product } = told
  let { area } = first
  let filled = false
  const officer = (of: string) => `f-${of}-${1 + Math.floor(random() * 3)}`

  return (move: Transition, at: string): StoryFact[] => {
    const today = bogotaDate(at)
    const by = move.fourEyes ? `solicitante-${area}` : officer(area)
    const before: StoryFact[] = []
    const asked = kindForm(procedure, kind)
    if (!filled && asked && (asked.fields.some(({ required }) => required) || random() < 0.15)) {
      before.push({ type: 'filled', at, by, form: filledForm(asked, today, rules) })
    }
    filled = true
    const misional = entity.areas.find(({ id }) => id === area)?.misional
    if (move.action === 'escalate' && !misional) {
      const level = procedure.levels.find(({ misional }) => misional)?.level ?? first.level
      area = misionalFor(told, rules)
      // To give a case to a mission area is to make the move.
      return [...before, { type: 'assigned', at, by, area, level }]
    }
    const evidence = evidenceOf(move, kind, area, procedure)
    if (move.assigns) area = move.assigns.area
    const form = formOf(procedure, move.form)
    const fact: StoryFact = {
      ...{ type: 'moved', at, by, transition: writtenId(move) },
      ...(move.note === 'required' && { note: move.reason }),
      ...((move.action === 'answer' || move.action === 'solve') && {
        text: `Respuesta de muestra: ${kind}.`,
      }),
      ...(evidence.length > 0 && { evidence }),
      ...((move.outcomes?.length ?? 0) > 1 && { outcome: weighted(random, outcomes) }),
      ...(guardsFor(move, kind).includes('classified') && { theme, product }),
      ...(form && { form: exampleForm(form, today) }),
    }
    return [...before, fact]
  }
}

function filledForm(form: Parameters<typeof exampleForm>[0], today: LocalDate, rules: StoryRules) {
  const { procedure, entity, random } = rules
  const field = procedure.bypass?.field
  const asking = form.fields.find(({ id }) => id === field)
  const areas = (asking?.type === 'choice' ? asking.options : entity.areas).map(
    ({ id }) => [id, procedure.bypass?.areas.includes(id) ? 4 : 1] as const,
  )
  const values = exampleForm(form, today)
  return field !== undefined && field in values ? { ...values, [field]: weighted(random, areas) } : values
}

/** Each by an area that may give it: that which has the case, where it may. */
function evidenceOf({ evidence = [] }: Transition, kind: string, area: string, procedure: Procedure) {
  return procedure.evidence
    .filter((item) => evidence.includes(item.id) && isForKind(item, kind))
    .map(({ id, by }) => (by ? { id, by: by.includes(area) ? area : (by[0] ?? area) } : { id }))
}

/** Where the tree would have sent a complaint about this, or else any of the mission areas. */
function misionalFor({ theme, product, channel }: Told, { entity, procedure, random }: StoryRules): string {
  const kind = procedure.escalation?.kinds[0] ?? ''
  const { area } = assignFor(procedure, { kind, theme, product, channel })
  const misional = entity.areas.filter((one) => one.misional)
  if (misional.some(({ id }) => id === area)) return area
  return weighted(
    random,
    misional.map(({ id }) => [id, 1] as const),
  )
}
