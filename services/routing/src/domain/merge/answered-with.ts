import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseEvent, MergedCaseAnswered } from '../events.ts'

/** What an answer is to the cases that this one goes on for: each gets a fact of its own, so that its person is told. */
export function answeredWith(
  { caseId, merged = [] }: Pick<OpenCase, 'caseId' | 'merged'>,
  events: readonly CaseEvent[],
): MergedCaseAnswered[] {
  return events.flatMap((event) => {
    if (event.type !== 'CaseAnswered') return []
    const { on, textRef } = event.data
    return merged.map((one) => ({
      type: 'MergedCaseAnswered',
      data: { caseId: one, with: caseId, on, ...defined({ textRef }) },
    }))
  })
}
