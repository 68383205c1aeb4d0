import { isRefusal, type Refusal } from '@ventanilla/decider'
import type { Assign } from '../assign.ts'
import type { OpenCase } from '../case.ts'
import { caseDecider } from '../case-decider.ts'
import { defined } from '../defined.ts'
import type { CaseRefusalCode } from '../refusals.ts'
import type { Holder, Moved } from './events.ts'
import { holderOf } from './holder.ts'

export type PlanRefusalCode = CaseRefusalCode | 'nobody-free'

/** Where a case is to go, or why there is nowhere for it. */
export type Aim = Pick<Moved, 'to' | 'decision'> | Refusal<PlanRefusalCode>

export type Planned =
  | { caseId: string; from: Holder; to: Holder; decision?: Moved['decision']; moves?: string }
  | { caseId: string; from: Holder; refused: Refusal<PlanRefusalCode> }

/** What a batch would do to a case, by the rule that an assignment by hand is under; undefined: nothing. */
export function planCase(
  state: OpenCase,
  aim: Aim,
  command: Omit<Assign, 'type' | 'area' | 'level' | 'officer' | 'evidence'>,
): Planned | undefined {
  const { caseId } = state
  const from = holderOf(state)
  if (from === undefined) return undefined
  if ('refused' in aim) return { caseId, from, refused: aim }
  const { to, decision } = aim
  const events = caseDecider.decide({ ...command, ...to, type: 'Assign', evidence: [], held: from }, state)
  if (isRefusal(events)) return { caseId, from, refused: events }
  if (events.length === 0) return undefined
  const moved = events.find(({ type }) => type === 'CaseMoved')
  const moves = moved?.type === 'CaseMoved' ? moved.data.to : undefined
  return { caseId, from, to, ...defined({ decision, moves }) }
}
