import { isRefusal } from '@ventanilla/decider'
import type { OpenCase } from '../case.ts'
import type { TaskEvent } from '../events.ts'
import { decideEndTask } from '../tasks/end-task.ts'
import { decideOpenTask } from '../tasks/open-task.ts'
import type { Deviation } from './deviation.ts'
import { finding, type Rules } from './judge-move.ts'

type Finding = Pick<Deviation, 'code' | 'detail'>

/**
 * Whether a task may have been asked or ended as the fact says, by the functions that decided it. Whoever works on cases
 * may end one; the engine never does, and nobody in another's name.
 * @param actor of the log; undefined where only the facts are at hand
 */
export function judgeTask(
  rules: Rules,
  state: OpenCase,
  event: TaskEvent,
  actor: string | undefined,
): Finding[] {
  const { by } = event.data
  const byNobody = actor !== undefined && (actor.startsWith('service:') || (by !== undefined && by !== actor))
  const found = byNobody ? [finding('task-by-nobody')] : []
  return [...found, ...(event.type === 'TaskOpened' ? asked(rules, state, event.data) : ended(state, event))]
}

function asked(rules: Rules, state: OpenCase, data: (TaskEvent & { type: 'TaskOpened' })['data']): Finding[] {
  const decision = decideOpenTask({ ...data, type: 'OpenTask', ...rules }, state)
  if (isRefusal(decision)) return [refused(decision)]
  const [written] = decision
  const { to, term } = written?.type === 'TaskOpened' ? written.data : data
  // Not the last day: by a calendar that was decreed afterwards it is another.
  const same = to === data.to && term.amount === data.term.amount && term.unit === data.term.unit
  return same ? [] : [finding('task-altered')]
}

function ended(state: OpenCase, event: Exclude<TaskEvent, { type: 'TaskOpened' }>): Finding[] {
  const { taskId, on } = event.data
  const decision =
    event.type === 'TaskAnswered'
      ? decideEndTask({ ...event.data, type: 'AnswerTask' }, state)
      : decideEndTask({ ...event.data, type: 'WithdrawTask' }, state)
  if (isRefusal(decision)) return [refused(decision)]
  const task = state.tasks?.find((one) => one.taskId === taskId)
  return task !== undefined && on < task.openedOn ? [finding('task-altered')] : []
}

type Refused = { refused: Deviation['code']; detail?: string | undefined }

function refused({ refused: code, detail }: Refused): Finding {
  return { code, detail: detail ?? 'Nadie pidió esa tarea para este caso.' }
}
