import { type Projection, projection, type Row } from '@ventanilla/projections'
import type { Mark } from '../../domain/facts.ts'
import { clockFolds, clockOf, type On, type RecordedClock } from '../clock-folds.ts'

export interface ArmedRow extends Row {
  clock_id: string
  case_id: string
  entity: string
  /** The next instant at which something is reached, and what: a rung, or the end when null. */
  next: string
  rung: string | null
  due: string
  /** All that is ahead, `next` first. */
  marks: readonly Mark[]
}

/**
 * One row a clock that has something ahead of it, so that finding what is due costs an index entry: a term that
 * stands still, is over or has passed its end has none.
 */
export const armedProjection: Projection = projection<RecordedClock, ArmedRow>({
  name: 'armed',
  version: 2, // 2: found from a bound on, and with the case, since one that is parked is left alone
  key: 'clock_id',
  columns: {
    clock_id: 'uuid',
    case_id: 'uuid',
    entity: 'text',
    next: 'timestamptz',
    rung: 'text',
    due: 'date',
    marks: 'jsonb',
  },
  polled: 'next',
  keyOf: clockOf,
  on: clockFolds<ArmedRow>({
    ClockStarted: (_, event) => armed(event),
    ClockResumed: (_, event) => armed(event),
    ClockExtended: (_, event) => armed(event),
    ClockWarned: (row, { data }) => without(row, data.rung, data.nominal),
    ClockBreached: (row, { data }) => without(row, null, data.nominal),
    ClockPaused: () => undefined,
    ClockMet: () => undefined,
    ClockCancelled: () => undefined,
  }),
})

function armed({
  entity,
  data,
}: On<'ClockStarted' | 'ClockResumed' | 'ClockExtended'>): ArmedRow | undefined {
  return rowOf({ clock_id: data.clockId, case_id: data.caseId, entity, due: data.due }, data.marks)
}

function without(row: ArmedRow | undefined, rung: string | null, at: string): ArmedRow | undefined {
  return (
    row &&
    rowOf(
      row,
      row.marks.filter((mark) => mark.rung !== rung || mark.at !== at),
    )
  )
}

function rowOf(
  { clock_id, case_id, entity, due }: Pick<ArmedRow, 'clock_id' | 'case_id' | 'entity' | 'due'>,
  marks: readonly Mark[],
): ArmedRow | undefined {
  const [next] = marks
  return next && { clock_id, case_id, entity, due, next: next.at, rung: next.rung, marks }
}
