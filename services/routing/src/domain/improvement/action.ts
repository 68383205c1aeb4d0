import type { LocalDate } from '@ventanilla/calendar'
import type { ActionEvent, ActionOpened, ActionVerified } from './events.ts'

export const actionStates = ['open', 'done', 'verified', 'cancelled'] as const
export type ActionState = (typeof actionStates)[number]

type Told = Pick<ActionOpened['data'], 'action' | 'kind' | 'procedure' | 'causes' | 'area' | 'owner' | 'due'>

export type KnownAction = Told & {
  status: ActionState
  /** What is done, 0 to 100. */
  percent: number
  /** The last day on which somebody said how far it is, or began it. */
  movedOn: LocalDate
  doneOn?: LocalDate
  evidence: readonly string[]
  /** Whether it had an effect, as it was last found. */
  verified?: Pick<ActionVerified['data'], 'on' | 'by' | 'effective' | 'evidence' | 'before' | 'after'>
}

export type Action = { status: 'none' } | KnownAction

export function evolveAction(state: Action, event: ActionEvent): Action {
  if (event.type === 'ActionOpened') {
    const { action, kind, procedure, causes, area, owner, due, on } = event.data
    const told = { action, kind, procedure, causes, area, owner, due }
    return { ...told, status: 'open', percent: 0, movedOn: on, evidence: [] }
  }
  if (state.status === 'none') return state
  switch (event.type) {
    case 'ActionAmended': {
      const { area, owner, due } = event.data
      return { ...state, area, owner, due }
    }
    case 'ActionProgressed':
      return { ...state, percent: event.data.percent, movedOn: event.data.on }
    case 'ActionDone': {
      const { on, evidence } = event.data
      return { ...state, status: 'done', percent: 100, movedOn: on, doneOn: on, evidence }
    }
    case 'ActionVerified': {
      const { action: _, noteRef: __, ...verified } = event.data
      return { ...state, status: 'verified', verified }
    }
    case 'ActionReopened': {
      const { doneOn: _, ...rest } = state
      const { due, on } = event.data
      return { ...rest, status: 'open', percent: 0, movedOn: on, evidence: [], due }
    }
    case 'ActionCancelled':
      return { ...state, status: 'cancelled' }
  }
}
