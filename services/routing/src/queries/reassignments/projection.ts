import { projection, type Row } from '@ventanilla/projections'
import type { ReassignmentEvent } from '../../domain/reassign/events.ts'

type Folded = ReassignmentEvent & { entity: string; at: string; actor: string }

export interface ReassignmentRow extends Row {
  batch: string
  entity: string
  started_at: string
  actor: string
  undoes: string | null
  absence: string | null
  done: number
  refused: number
  remaining: number
  open: boolean
}

/** One line a batch: where those are that aren't over, and how many cases each has moved. */
export const reassignments = projection<Folded, ReassignmentRow>({
  name: 'reassignments',
  version: 1,
  key: 'batch',
  columns: {
    ...{ batch: 'uuid', entity: 'text', started_at: 'timestamptz', actor: 'text', undoes: 'uuid' },
    ...{ absence: 'uuid', done: 'integer', refused: 'integer', remaining: 'integer', open: 'boolean' },
  },
  indexes: [
    ['open', 'started_at'],
    ['entity', 'started_at'],
  ],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.batch,
  on: {
    ReassignmentStarted: (_, event) => (event.type === 'ReassignmentStarted' ? started(event) : undefined),
    ReassignmentStepped: (row, event) => {
      if (row === undefined || event.type !== 'ReassignmentStepped') return row
      const [done, refused] = [event.data.done.length, event.data.refused.length]
      const remaining = row.remaining - done - refused
      return { ...row, done: row.done + done, refused: row.refused + refused, remaining, open: remaining > 0 }
    },
  },
})

function started({
  entity,
  at,
  actor,
  data,
}: Extract<Folded, { type: 'ReassignmentStarted' }>): ReassignmentRow {
  const { batch, cases, refused, undoes = null, absence = null } = data
  const remaining = cases.length
  return {
    ...{ batch, entity, started_at: at, actor, undoes, absence, done: 0, refused: refused.length },
    ...{ remaining, open: remaining > 0 },
  }
}
