import { z } from 'zod'
import { caseId, localDate, word } from '../shapes.ts'

const share = z.number().min(0).max(1)
const count = z.int().nonnegative()

/** Of how many cases like it, of the same kind, procedure or entity, how many were late. */
const history = z.strictObject({
  value: share,
  groups: z.array(
    z.strictObject({
      group: z.enum(['kind', 'procedure', 'entity']),
      stillOpen: count,
      late: count,
      weight: share,
    }),
  ),
})

/** Of the area's work until the due date, and of its pace: never of a person's. */
const load = z.strictObject({
  value: share,
  ahead: count,
  ended: count,
  days: count,
  pace: z.number().nonnegative(),
  daysToWork: count,
})

export const reportingEvents = {
  /** Folding the journal up to `cut` under that definition gives the same bytes, whenever it is done. */
  'ventanilla.reporting.ExtractIssued.v1': z.strictObject({
    extractId: z.uuid(),
    format: word,
    period: word,
    cut: z.int().nonnegative(),
    definition: z.strictObject({ id: word, version: word }),
    fileName: z.string(),
    sha256: z.string(),
  }),
  /**
   * At a midnight in Bogotá, which `at` of the event is and with which the day `on` begins, an open case was found to be
   * at risk of missing its term, and hadn't been at the midnight before. All of it is counted from what had been told by
   * then, however late it was counted. It decides nothing.
   */
  'ventanilla.reporting.CaseAtRisk.v1': z.strictObject({
    caseId,
    on: localDate,
    due: localDate,
    procedure: word,
    kind: word,
    area: word.optional(),
    risk: z.strictObject({
      value: share,
      unit: word,
      left: count,
      history,
      load: load.nullable(),
    }),
    parameters: z.strictObject({
      historyDays: count,
      sampleWeight: z.number().positive(),
      withoutHistory: share,
      paceDays: count,
      threshold: share,
    }),
    calendar: word,
  }),
}
