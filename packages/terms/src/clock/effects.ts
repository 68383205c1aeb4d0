import type { Calendar } from '@ventanilla/calendar'
import { addBusinessDays, endOfDue } from '../business-days.ts'
import { dueDate } from '../due-date.ts'
import type { CompletionRule, SilenceRule } from '../regimes/regime.ts'
import type { Rules } from '../regimes/rules.ts'
import { completionEnd } from './completion.ts'
import type { Count } from './count.ts'
import type { ClockPhase, ClockState, Lapse, Requirement } from './state.ts'

/** Something that follows from the facts by law. */
export interface Effect {
  readonly type:
    | 'documents-cannot-be-refused'
    | 'positive-silence'
    | 'claim-accepted'
    | 'internal-alarm'
    | 'completion-due'
    | 'tacit-withdrawal-possible'
    | 'taken-as-withdrawn'
    | 'file-may-be-archived'
    | 'transfer-late'
    | 'priority'
  /** Nominal: the instant at which it follows, however late that is seen. */
  readonly at: string
  /** What has to be done by then: a day, or an instant where it runs in hours. */
  readonly due?: string
  readonly article: string
  /** Spanish, a sentence. */
  readonly text: string
}

export interface Judged {
  readonly phase: ClockPhase
  readonly breachedAt: string | null
  readonly now: string
}

export function effectsOf(
  state: ClockState,
  rules: Rules,
  calendar: Calendar,
  count: Count,
  judged: Judged,
): readonly Effect[] {
  return [
    ...priority(state),
    ...alarm(state, rules, calendar, count),
    ...silence(state, rules, calendar, count, judged),
    ...completion(state, rules, calendar, judged.now),
    ...lateTransfer(state, rules, calendar),
  ]
}

function priority({ received }: ClockState): readonly Effect[] {
  if (received.priority !== true) return []
  const text = 'Se atiende antes que las demás; el término es el mismo y no se espera a que venza.'
  return [{ type: 'priority', at: received.instant, article: 'Ley 1755/2015 art. 20', text }]
}

/** Where day 1 is disputed the careful reading is an alarm inside the entity; the legal term stays. */
function alarm(state: ClockState, rules: Rules, calendar: Calendar, count: Count): readonly Effect[] {
  const { regime, step } = rules
  if (regime.alarm !== 'same-day' || step || !('days' in count.facts) || rules.start === 'same-day') return []
  const due = dueDate({ ...count.facts.days, start: 'same-day' }, calendar)
  if (due === undefined) return []
  const text = `Alarma interna: si el día de la presentación contara, el término vencería el ${due}.`
  return [{ type: 'internal-alarm', at: state.received.instant, due, article: count.article, text }]
}

/** Of each term that passed without an answer, also of one that another has followed since. */
function silence(
  { lapsed = [] }: ClockState,
  { regime, step }: Rules,
  calendar: Calendar,
  { due, endsAt }: Count,
  { breachedAt }: Judged,
): readonly Effect[] {
  const rule = regime.silence
  if (!rule || step) return []
  const present = breachedAt !== null && due !== undefined && endsAt !== undefined ? [{ due, endsAt }] : []
  const { effect: type, article, text } = rule
  return [...lapsed, ...present].map((lapse) => {
    const by = rule.amount > 0 ? recognisedBy(rule, lapse, calendar) : undefined
    return { type, at: lapse.endsAt, ...(by !== undefined && { due: by }), article, text: `${text}.` }
  })
}

/** Undefined where the calendar doesn't say which days work: the effect is there all the same. */
function recognisedBy(
  { unit, amount }: SilenceRule,
  { due, endsAt }: Lapse,
  calendar: Calendar,
): string | undefined {
  if (unit === 'calendar-hours') return hoursLater(endsAt, amount)
  try {
    return addBusinessDays(due, amount, calendar)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

function hoursLater(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString()
}

function completion(
  { requirement }: ClockState,
  { regime: { completion: rule } }: Rules,
  calendar: Calendar,
  now: string,
): readonly Effect[] {
  if (!requirement || !rule) return []
  const due = completionEnd(requirement, rule, calendar)
  const article = requirement.understandable ? rule.article : 'Ley 1755/2015 art. 19'
  const until: Effect = {
    ...{ type: 'completion-due', at: requirement.fact.instant, due, article },
    text: `El peticionario puede completar o aclarar hasta el ${due}.`,
  }
  const at = endOfDue(due)
  if (now < at) return [until]
  return [until, { ...uncompleted(requirement, rule), at, article }]
}

/** What follows when nobody completed. Art. 17 gives it to an act; Ley 1581/2012 art. 15 says it itself. */
function uncompleted(
  { understandable }: Requirement,
  { lapses }: CompletionRule,
): Pick<Effect, 'type' | 'text'> {
  if (!understandable)
    return { type: 'file-may-be-archived', text: 'El plazo venció: la petición se archiva.' }
  return lapses
    ? {
        type: 'taken-as-withdrawn',
        text: 'El plazo venció: por ley se entiende que el peticionario desistió, sin que haga falta un acto.',
      }
    : {
        type: 'tacit-withdrawal-possible',
        text: 'El plazo venció: la entidad puede decretar el desistimiento tácito por acto motivado; hasta entonces lo que se complete vale.',
      }
}

/** Art. 21: whoever isn't competent forwards within five days. A late transfer still moves the petition. */
function lateTransfer(
  { filed, ending }: ClockState,
  { regime }: Rules,
  calendar: Calendar,
): readonly Effect[] {
  const rule = regime.transferWithin
  if (!rule || ending?.fact.type !== 'transferred') return []
  const due = addBusinessDays(filed, rule.amount, calendar)
  if (ending.fact.day <= due) return []
  const text = `El traslado debía hacerse a más tardar el ${due}.`
  return [{ type: 'transfer-late', at: ending.fact.instant, due, article: rule.article, text }]
}
