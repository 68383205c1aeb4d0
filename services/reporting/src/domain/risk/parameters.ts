/** What the estimate may be tuned by; each is told with its answer. */
export interface RiskParameters {
  /** Calendar days before today in which the terms were due that an open case is compared with. */
  readonly historyDays: number
  /** With so many cases like it, these weigh as much as the wider group does. */
  readonly sampleWeight: number
  /** The share that is taken to be late where nothing is known of any case. */
  readonly withoutHistory: number
  /** Business days before today over which the pace of an area is counted. */
  readonly paceDays: number
  /** The least risk that is an alert. */
  readonly threshold: number
}

export const riskDefaults: RiskParameters = {
  historyDays: 365,
  sampleWeight: 20,
  withoutHistory: 0.1,
  paceDays: 20,
  threshold: 0.5,
}
