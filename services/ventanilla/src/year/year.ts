import { bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { assignFor, type Entity, isForKind, type Procedure, procedureOn } from '@ventanilla/procedures'
import { seededRandom, weighted } from '../random.ts'
import { answerTo, clockQuestion } from './clock-facts.ts'
import { casesByDay } from './days.ts'
import { type Mix, petitions, publications, type Season } from './mix.ts'
import { type Plot, plotsOf, walk } from './plots.ts'
import { type Story, storyOf, type Told } from './story.ts'

export interface YearOptions {
  /** The same seed, options, definitions and calendar give the same cases, on any machine. */
  readonly seed: number
  readonly year: number
  readonly cases: number
  readonly procedures: readonly ProcedureName[]
  readonly entity: Entity
  readonly calendar: Calendar
}

export const procedureNames = ['pqrsd', 'publicaciones'] as const
export type ProcedureName = (typeof procedureNames)[number]

export interface YearCase extends Told, Story {
  /** From 1, in the order in which they come in. */
  readonly row: number
  readonly procedure: ProcedureName
  readonly version: number
  readonly plot: Plot
  /** Who attends it first. */
  readonly area: string
  /** What `ventanilla due` says of its term once all is told; null while it stands still. */
  readonly dueOn: LocalDate | null
  /** Only where it was answered. */
  readonly late?: boolean
}

const seasons: Readonly<Record<ProcedureName, Season>> = { pqrsd: petitions, publicaciones: publications }

/** Of ten cases of both, three ask to publish. */
const PUBLISHED = 0.3

/**
 * A lifelike year, case after case in the order in which they come in: peaks at the beginning of semesters and before
 * calls, on Mondays and after holidays; what is late, incomplete, withdrawn, transferred, opened again, annulled, long
 * suspended. If there are enough cases, each plot of each procedure happens at least once.
 * @throws RangeError for options that cannot be
 */
export function* generateYear(options: YearOptions): Generator<YearCase> {
  const { seed, year, cases, procedures, calendar } = options
  if (!Number.isInteger(cases) || cases < 1 || cases > 5_000_000)
    throw new RangeError(`a year has 1 to 5,000,000 cases, not ${cases}`)
  const published = procedures.length < 2 ? 0 : Math.floor(cases * PUBLISHED)
  const counts = procedures.map((_, at) =>
    procedures.length < 2 ? cases : at === 0 ? cases - published : published,
  )
  const days = procedures.map((name, at) => casesByDay(year, counts[at] ?? 0, seasons[name], calendar))
  const makers = procedures.map((name, at) => makerOf(name, counts[at] ?? 0, options))
  let row = 0
  for (let date = ''; ; ) {
    const today = days.map((one) => one.next())
    if (today.some(({ done }) => done)) return
    const came: Omit<YearCase, 'row'>[] = []
    for (const [at, { value }] of today.entries()) {
      date = value?.date ?? date
      for (let n = 0; n < (value?.count ?? 0); n++) {
        const made = makers[at]?.(date, seededRandom(seed * 7919 + at * 104_729 + dayNumber(date) * 1009 + n))
        if (made) came.push(made)
      }
    }
    came.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0))
    for (const one of came) yield { row: ++row, ...one }
  }
}

/** Makes the cases of one procedure: each plot once, evenly over the year, and between them what is usual. */
function makerOf(name: ProcedureName, cases: number, { entity, calendar }: YearOptions) {
  const season = seasons[name]
  const plotsUnder = new Map<Procedure, Mix<Plot>>()
  let made = 0
  let shown = 0
  return (date: LocalDate, random: () => number): Omit<YearCase, 'row'> => {
    const procedure = procedureOn(entity, name, date)
    if (procedure === undefined) throw new RangeError(`no version of ${name} is in force on ${date}`)
    const plots = plotsUnder.get(procedure) ?? plotsOf(procedure)
    plotsUnder.set(procedure, plots)
    made += 1
    const turn = plots.length <= cases && shown < plots.length && made > (shown * cases) / plots.length
    const plot = turn ? plots[shown++]?.[0] : weighted(random, plots)
    const chosen = plot ?? []
    const told = toldOn(date, chosen, { season, procedure, entity, calendar, random })
    const story = storyOf(chosen, told, { entity, procedure, calendar, random })
    const { due, late } = answerTo(clockQuestion(told, story.moves, procedure), calendar)
    return {
      ...{ procedure: name, version: procedure.version, plot: chosen },
      ...{ ...told, ...story, area: assignFor(procedure, told).area, dueOn: due },
      ...(late !== undefined && { late }),
    }
  }
}

interface Telling {
  season: Season
  procedure: Procedure
  entity: Entity
  calendar: Calendar
  random: () => number
}

function toldOn(date: LocalDate, plot: Plot, about: Telling): Told {
  const { season, procedure, entity, calendar, random } = about
  const kind = weighted(random, kindsFor(plot, about))
  const exception = procedure.kinds.find(({ id }) => id === kind)?.exception
  const channel = weighted(random, calendar.isBusinessDay(date) ? season.channels : season.closedChannels)
  const hour = exception ? 7 : weighted(random, season.hours)
  const minutes = String(Math.floor(random() * 60)).padStart(2, '0')
  const even = (items: readonly { id: string }[]) =>
    weighted(
      random,
      items.map(({ id }) => [id, 1] as const),
    )
  return {
    kind,
    channel: exception ? 'mesa-de-servicios' : channel,
    receivedAt: bogotaInstant(date, `${String(hour + (exception ? 1 : 0)).padStart(2, '0')}:${minutes}`),
    theme: even(entity.themes),
    product: even(entity.products),
  }
}

/** What is escalated, or moved as only some kinds are, is of those kinds. */
function kindsFor(plot: Plot, { season, procedure }: Telling): Mix<string> {
  const known = season.kinds.filter(([id]) => procedure.kinds.some((kind) => kind.id === id))
  const way = walk(procedure, plot) ?? []
  const may = known.filter(([id]) => way.every((move) => isForKind(move, id)))
  const escalates = way.some(({ action }) => action === 'escalate')
  return escalates ? may.filter(([id]) => procedure.escalation?.kinds.includes(id)) : may
}

const dayNumber = (date: LocalDate) => Number(date.slice(5, 7)) * 31 + Number(date.slice(8))
