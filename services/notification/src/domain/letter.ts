import type { LocalDate } from '@ventanilla/calendar'
import type { RegimeUnit } from '@ventanilla/terms'

/**
 * Everything that is written to somebody: the acknowledgement, that it goes on with another filing,
 * another end of the term and why, the answer.
 */
export type Template = Letter['template']

type About = {
  radicado: string
  receivedAt: string
  procedure: string
  kind: string
}

/**
 * What a letter says, but for what is known of the person and the texts in the vault: enough to write the same
 * letter again years later, and nothing that names anybody.
 */
export type Letter =
  | (About & { template: 'acuse'; due: LocalDate; amount: number; unit: RegimeUnit })
  /** `into`: the case that goes on for both, whose number is looked up when the letter is written. */
  | (About & { template: 'acumulacion'; into: string })
  | (About & { template: 'prorroga'; due: LocalDate; amount: number; unit: RegimeUnit })
  | (About & { template: 'nueva-fecha'; before: LocalDate; due: LocalDate; act: string })
  | (About & { template: 'respuesta'; on: LocalDate })
