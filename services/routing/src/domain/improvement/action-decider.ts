import type { LocalDate } from '@ventanilla/calendar'
import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import { type Action, evolveAction, type KnownAction } from './action.ts'
import type { ActionEvent, ActionOpened, ActionVerified } from './events.ts'

export type ActionRefusalCode =
  | 'action-unknown'
  | 'action-not-open'
  | 'action-not-done'
  | 'action-due-past'
  | 'action-evidence-missing'
  | 'action-verified-by-owner'
  | 'action-due-missing'
  | 'person-required'

/** Which action, on which day, and who says so. */
interface Said {
  action: string
  on: LocalDate
  by?: string
}

export type ActionCommand =
  | { type: 'Open'; opened: ActionOpened['data'] }
  | ({ type: 'Amend'; area?: string; owner?: string; due?: LocalDate; noteRef: string } & Said)
  | ({ type: 'Progress'; percent: number; noteRef: string } & Said)
  | ({ type: 'Complete'; evidence: readonly string[] } & Said)
  | ({ type: 'Verify'; due?: LocalDate } & ActionVerified['data'])
  | ({ type: 'Cancel'; noteRef: string } & Said)

type Decided = Decision<ActionEvent, ActionRefusalCode>

/** Plan, do, verify, act: who did it doesn't say that it worked, and what didn't work goes on until another day. */
export const actionDecider: Decider<Action, ActionCommand, ActionEvent, ActionRefusalCode> = {
  initial: { status: 'none' },
  evolve: evolveAction,
  decide(command, state): Decided {
    if (command.type === 'Open') {
      if (state.status !== 'none') return []
      const { opened } = command
      return opened.due < opened.on ? pastDue() : [{ type: 'ActionOpened', data: opened }]
    }
    if (state.status === 'none') return refuse('action-unknown')
    if (command.type === 'Verify') return decideVerify(command, state)
    if (command.type === 'Cancel') {
      const { type: _, ...data } = command
      const ended = state.status === 'verified' || state.status === 'cancelled'
      return ended ? refuse('action-not-open') : [{ type: 'ActionCancelled', data }]
    }
    if (state.status !== 'open') return refuse('action-not-open')
    return decideOpen(command, state)
  },
}

function decideOpen(
  command: Exclude<ActionCommand, { type: 'Open' | 'Verify' | 'Cancel' }>,
  state: KnownAction,
): Decided {
  if (command.type === 'Amend') {
    const { type: _, area = state.area, owner = state.owner, due = state.due, ...said } = command
    if (due !== state.due && due < said.on) return pastDue()
    return [{ type: 'ActionAmended', data: { ...said, area, owner, due } }]
  }
  if (command.type === 'Progress') {
    const { type: _, ...data } = command
    return [{ type: 'ActionProgressed', data }]
  }
  const { type: _, ...data } = command
  if (data.evidence.length === 0) return refuse('action-evidence-missing', { field: 'body.evidence' })
  return [{ type: 'ActionDone', data }]
}

function decideVerify(
  { type: _, due, ...data }: Extract<ActionCommand, { type: 'Verify' }>,
  state: KnownAction,
): Decided {
  if (state.status !== 'done') return refuse('action-not-done')
  const { action, on, by } = data
  if (by === undefined) return refuse('person-required')
  if (by === state.owner) return refuse('action-verified-by-owner')
  if (data.evidence.length === 0) return refuse('action-evidence-missing', { field: 'body.evidence' })
  const verified: ActionEvent = { type: 'ActionVerified', data }
  if (data.effective) return [verified]
  if (due === undefined) return refuse('action-due-missing', { field: 'body.due' })
  if (due < on) return pastDue()
  return [verified, { type: 'ActionReopened', data: { action, on, by, due } }]
}

const pastDue = () => refuse('action-due-past' as const, { field: 'body.due' })
