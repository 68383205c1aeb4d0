import type { LocalDate } from '@ventanilla/calendar'
import type { StartRule, TermUnit } from '../term-facts.ts'
import type { ParameterKey } from './parameters.ts'

/** Every unit a regime may count in. Hours run over service windows, or day and night. */
export type RegimeUnit = TermUnit | 'business-hours' | 'calendar-hours'

/** A term as the law worded it between two days, both included. The day of reception chooses. */
export interface RegimeVersion {
  readonly from: LocalDate
  readonly to?: LocalDate
  readonly amount: number
  readonly unit: RegimeUnit
  readonly article: string
  /** True if it also took over terms that were open on its first day. */
  readonly takesOpenTerms?: true
}

/** How much may be added: as much again ('double'), or a number in the unit of the term. */
export interface ExtensionRule {
  readonly limit: 'double' | number
  readonly article: string
}

/** What may be asked for when a petition is incomplete, and how long each side has. */
export interface CompletionRule {
  /** Business days after receipt in which the authority may require; absent: while the term runs. */
  readonly requireWithin?: number
  /** Calendar months the petitioner has, from the requirement. */
  readonly months: number
  /** Whether the petitioner may be given as long again. */
  readonly again: boolean
  /** True where the law itself takes the petitioner to have withdrawn then, without an act of the authority. */
  readonly lapses?: true
  readonly article: string
}

/** What the law makes of an authority that lets the term pass. */
export interface SilenceRule {
  readonly effect: 'documents-cannot-be-refused' | 'positive-silence' | 'claim-accepted'
  readonly amount: number
  readonly unit: 'business-days' | 'calendar-hours'
  readonly article: string
  /** Spanish, a sentence without its end. */
  readonly text: string
}

/** Another term of the same regime, chosen by the parameter `term.step`. */
export interface Step {
  readonly id: string
  readonly title: string
  readonly amount: number
  readonly unit: RegimeUnit
  readonly article: string
}

export interface Regime {
  readonly name: string
  /**
   * The ids by which procedures and calendars name the law it belongs to, and the procedure of its requests: a closing
   * that suspends `ley-1755` suspends a petition, as one that suspends `peticion` does.
   */
  readonly knownAs?: { readonly regime: string; readonly procedure?: string }
  /** Spanish. */
  readonly title: string
  /** By date. */
  readonly versions: readonly RegimeVersion[]
  /** The versions for whoever a law of the emergency spared, chosen by the parameter `emergency.terms`. */
  readonly spared?: readonly RegimeVersion[]
  readonly start: StartRule
  /** Internal requests are received inside a window only; it never moves a citizen's petition. */
  readonly internal?: 'request' | 'exception'
  readonly extension?: ExtensionRule
  readonly completion?: CompletionRule
  readonly silence?: SilenceRule
  /** Business days to forward what belongs to another authority. */
  readonly transferWithin?: { readonly amount: number; readonly article: string }
  readonly steps?: readonly Step[]
  /** Values that differ from the parameter's own default. */
  readonly defaults?: Partial<Record<ParameterKey, string>>
  /**
   * A term that was agreed, not set by a law: whoever moved the case has judged the move, so its facts count in the
   * order in which they were told, whatever their days, and none is refused for being late or too much.
   */
  readonly told?: true
  /** Where day 1 is disputed: the reading that an entity had better be early by. */
  readonly alarm?: 'same-day'
  readonly settled: boolean
  /** Spanish: what isn't settled, and what was chosen. */
  readonly note?: string
  /** Where the term was read; what nobody verified says so. */
  readonly source: string
}
