import type { Calendar } from '@ventanilla/calendar'
import type { Entity } from '@ventanilla/procedures'
import type { ExplainedDay } from '@ventanilla/terms'
import { kindOf, receivedAt } from '../../domain/case-facts.ts'
import type { CaseFacts } from '../../domain/case-file.ts'
import { lastSpell } from '../../domain/case-story.ts'
import { type ClockStory, principal } from '../../domain/clock-story.ts'
import { explain, termRules } from '../../domain/term-of-clock.ts'
import type { Followed } from './reader.ts'

/** What a person is told of what they filed. */
export interface FollowView {
  radicado: string
  kind: string
  state: string
  /** Where it stands, in a sentence. */
  summary: string
  receivedAt: string
  answered: boolean
  answeredOn: string | null
  /** What became of the priority that was asked for it, in a sentence; null when nobody asked. */
  priority: string | null
  /** The filing number of the case that goes on in its place. */
  mergedInto: string | null
  term: TermView | null
}

export interface TermView {
  due: string | null
  /** Why there is no date, or why its days aren't shown. */
  note: string | null
  source: string
  calendar: string
  days: readonly ExplainedDay[]
}

/**
 * Of a case that rests, what becomes of it is what becomes of the one that goes on: its answer and its term. What was
 * asked, with what priority, and when it came in stay its own; of the other one it tells the number, and nothing of who
 * filed it.
 */
export function followView(
  { facts, other }: Omit<Followed, 'entity'>,
  entity: Entity | undefined,
  calendar: Calendar,
): FollowView {
  const own = ownView(facts, entity, calendar)
  if (!other || own.answered) return own
  const { answered, answeredOn, state, summary, term } = ownView(other, entity, calendar)
  const mergedInto = other.story.radicado ?? null
  const number = mergedInto === null ? 'otra que presentaron antes' : `la del radicado ${mergedInto}`
  const joined = `Es el mismo asunto que ${number}: las dos se atienden y se responden juntas.`
  return {
    ...own,
    ...{ answered, answeredOn, state, term, mergedInto },
    summary: `${joined} ${summary}`,
  }
}

function ownView({ story, clocks }: CaseFacts, entity: Entity | undefined, calendar: Calendar): FollowView {
  const kindId = kindOf(story) ?? ''
  const versions = entity?.versions.filter(({ id }) => id === (story.opened ?? story.filing)?.procedure) ?? []
  const procedure =
    versions.find(({ version }) => version === story.opened?.procedureVersion) ?? versions.at(-1)
  const { answeredOn, to } = lastSpell(story)
  const clock = principal(clocks, story.opened?.terms)
  return {
    radicado: story.radicado ?? '',
    kind: procedure?.kinds.find(({ id }) => id === kindId)?.name ?? kindId,
    state: procedure?.states.find(({ id }) => id === story.state)?.name ?? story.state ?? 'Recibida',
    summary: summaryOf({ answeredOn, over: to !== undefined, clock }),
    receivedAt: receivedAt(story) ?? '',
    answered: answeredOn !== undefined,
    answeredOn: answeredOn ?? null,
    mergedInto: null,
    priority: priorityWords(story.priority, to !== undefined),
    term: clock ? termView(clock, story, calendar) : null,
  }
}

function termView(clock: ClockStory, story: CaseFacts['story'], calendar: Calendar): TermView {
  const due = clock.state === 'paused' ? null : clock.due
  const told = { due, source: clock.source, calendar: clock.calendar.version }
  const explained = explain(clock, termRules(story, clock.clock), calendar)
  if (explained) return { ...told, note: due === null ? PAUSED : null, days: explained.explanation }
  const note =
    clock.calendar.version === calendar.version
      ? 'La fecha es la que se contó al registrar los hechos; no se muestra el detalle de sus días.'
      : `La fecha se contó con el calendario ${clock.calendar.version}, que ya no es el vigente.`
  return { ...told, note, days: [] }
}

const PAUSED = 'El término está suspendido: tendrá fecha cuando se reanude.'

interface Standing {
  answeredOn: string | undefined
  over: boolean
  clock: ClockStory | undefined
}

function summaryOf({ answeredOn, over, clock }: Standing): string {
  if (answeredOn !== undefined) return `Se respondió el ${inWords(answeredOn)}.`
  if (over) return 'Terminó sin una respuesta de fondo.'
  if (!clock) return 'La recibimos y la vamos a repartir a quien debe responderla.'
  if (clock.state === 'paused')
    return 'Esperamos lo que se le pidió para poder continuar; el término está suspendido.'
  return `La estamos atendiendo. El plazo para responderle termina el ${inWords(clock.due)}.`
}

/** Ley 1437 de 2011, art. 20. The ground, which may be sensitive, is never told to whoever has the code. */
function priorityWords(priority: CaseFacts['story']['priority'], over: boolean): string | null {
  if (priority === undefined) return null
  const on = inWords(priority.on)
  switch (priority.is) {
    case 'asked':
      return `El ${on} se pidió que tenga atención prioritaria. ${over ? 'No se alcanzó a decidir.' : 'Todavía no se ha decidido.'}`
    case 'granted':
      return over
        ? `Tuvo atención prioritaria desde el ${on}.`
        : `Tiene atención prioritaria desde el ${on}: la atendemos antes que las demás. El plazo para responderle es el mismo.`
    case 'refused':
      return `El ${on} no se le concedió la atención prioritaria.${over ? '' : IN_TURN}`
    case 'withdrawn':
      return `El ${on} se le retiró la atención prioritaria.${over ? '' : IN_TURN}`
  }
}

const IN_TURN = ' La atendemos en su turno y en el mismo plazo; puede pedirla otra vez.'

const MONTHS = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
]

/** '2026-12-14' → '14 de diciembre de 2026' */
export function inWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} de ${MONTHS[(month ?? 1) - 1]} de ${year}`
}
