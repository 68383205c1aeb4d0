import { isRefusal } from '@ventanilla/decider'
import { caseDecider } from '../../src/domain/case-decider.ts'
import type { CaseEvent } from '../../src/domain/events.ts'
import type { Open } from '../../src/domain/open/open.ts'
import type { Filing } from '../../src/domain/open/openable.ts'
import { calendar, filing, icetex } from './cases.ts'

export const open = (about: Partial<Filing> = {}): Open => ({
  type: 'Open',
  filing: filing(about),
  entity: icetex,
  calendar,
})

/** What a filing is opened with. */
export function opened(
  about: Partial<Filing>,
  command: Partial<Open> = {},
): Extract<CaseEvent, { type: 'CaseOpened' }>['data'] {
  const decision = caseDecider.decide({ ...open(about), ...command }, caseDecider.initial)
  const [first] = isRefusal(decision) ? [] : decision
  if (first?.type !== 'CaseOpened') throw new Error(`not opened: ${JSON.stringify(decision)}`)
  return first.data
}
