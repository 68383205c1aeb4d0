import type { Moved, NotMoved, ReassignmentEvent, ReassignmentStarted } from './events.ts'

/** A batch as far as it has come. What a crash has left undone, or done and not told, is in `left`. */
export type Batch =
  | { status: 'none' }
  | (Omit<ReassignmentStarted['data'], 'refused'> & {
      status: 'started'
      done: readonly string[]
      refused: readonly NotMoved[]
      left: readonly Moved[]
    })

export type StartedBatch = Extract<Batch, { status: 'started' }>

export function evolveBatch(state: Batch, event: ReassignmentEvent): Batch {
  if (event.type === 'ReassignmentStarted')
    return { status: 'started', ...event.data, done: [], left: event.data.cases }
  if (state.status === 'none') return state
  const { done, refused } = event.data
  const over = new Set([...done, ...refused.map(({ caseId }) => caseId)])
  return {
    ...state,
    done: [...state.done, ...done],
    refused: [...state.refused, ...refused],
    left: state.left.filter(({ caseId }) => !over.has(caseId)),
  }
}

export const batchFolding = { initial: { status: 'none' } as Batch, evolve: evolveBatch }
