import type { LocalDate } from '@ventanilla/calendar'
import type { DataOf } from '@ventanilla/contracts'
import type { Fact } from '@ventanilla/decider'
import type { RiskParameters } from '../risk/parameters.ts'
import type { Judged, Risk } from '../risk/risk.ts'
import { type RiskShown, riskShown } from '../risk/shown.ts'

/** That a case is at risk from a midnight on. What cases that are judged alike have in common, and whose it is. */
export type CaseAtRisk = Fact<'CaseAtRisk', DataOf<'ventanilla.reporting.CaseAtRisk.v1'>>

/** All of it but the case. */
export type Alert = Omit<CaseAtRisk['data'], 'caseId'>

export interface JudgedAt {
  readonly on: LocalDate
  readonly parameters: RiskParameters
  /** The version of the calendar that its days were counted by. */
  readonly calendar: string
}

export function alertOf(one: Judged, risk: Risk, { on, parameters, calendar }: JudgedAt): Alert {
  const { procedure, kind, area, due } = one
  const shown: RiskShown = riskShown(risk)
  return {
    ...{ on, due, procedure, kind },
    ...(area !== '' && { area }),
    ...{ risk: shown, parameters, calendar },
  }
}
