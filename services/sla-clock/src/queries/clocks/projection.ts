import { type Projection, projection, type Row } from '@ventanilla/projections'
import { armed, marksUnkept } from '../armed/marks.ts'
import { clockFolds, clockOf, type On, type RecordedClock } from '../clock-folds.ts'

export interface ClockRow extends Row {
  clock_id: string
  case_id: string
  entity: string
  clock: string
  regime: string
  source: string
  received: string
  amount: number
  unit: string
  extension: number
  due: string | null
  state: string
  /** The last rung that was reached under the present due date. */
  rung: string | null
  paused_on: string | null
  ended_on: string | null
  late: boolean | null
  flags: readonly string[]
  calendar: string
  /** Its case rests while another goes on for it. */
  resting: boolean
}

/** One row a clock: where it stands by the facts written so far, and when it reaches something next. */
export const clocksProjection: Projection = projection<RecordedClock, ClockRow>({
  name: 'clocks',
  // 2: polled for what is reached. 3: another calendar may come to count it. 4: what a letter may take back is told late.
  // 5: it may rest with its case.
  version: 5,
  key: 'clock_id',
  columns: {
    clock_id: 'uuid',
    case_id: 'uuid',
    entity: 'text',
    clock: 'text',
    regime: 'text',
    source: 'text',
    received: 'date',
    amount: 'integer',
    unit: 'text',
    extension: 'integer',
    due: 'date',
    state: 'text',
    rung: 'text',
    paused_on: 'date',
    ended_on: 'date',
    late: 'boolean',
    flags: 'jsonb',
    calendar: 'text',
    resting: 'boolean',
    next: 'timestamptz',
  },
  polled: 'next',
  unkept: marksUnkept,
  indexes: [['case_id'], ['entity', 'clock_id']],
  keyOf: clockOf,
  on: armed(
    clockFolds<ClockRow>({
      ClockStarted: (_, { entity, data }) => ({
        ...{ clock_id: data.clockId, case_id: data.caseId, entity, clock: data.clock, regime: data.regime },
        ...{ source: data.source, received: data.received, amount: data.amount, unit: data.unit },
        ...{ extension: 0, due: data.due, state: 'running', rung: null, paused_on: null, ended_on: null },
        ...{ late: null, flags: [], calendar: data.calendar.version, resting: false },
      }),
      ClockSetAside: (row) => row && { ...row, resting: true },
      ClockTakenUp: (row) => row && { ...row, resting: false },
      ClockPaused: (row, { data }) =>
        row && { ...row, state: 'paused', due: null, paused_on: data.on, ended_on: null, late: null },
      ClockResumed: (row, { data }) =>
        row && {
          ...standing(row, data),
          ...{ state: data.breached ? 'breached' : 'running', paused_on: null, ended_on: null, late: null },
        },
      ClockExtended: (row, { data }) => {
        if (!row) return row
        const { state } = row
        const going = state === 'running' || state === 'breached'
        return {
          ...standing(row, data),
          ...(going && { state: data.breached ? 'breached' : 'running' }),
          ...(state === 'paused' && { due: null }),
          flags: [...new Set([...row.flags, ...data.flags])],
        }
      },
      ClockRecounted: (row, { data }) =>
        row && {
          ...standing(row, data),
          ...{ calendar: data.to.version, state: stateOf(data) },
          ...(data.paused ? { due: null, rung: row.rung } : { rung: data.rung }),
        },
      // Of a term that a letter may meet it may be told when another term runs.
      ClockWarned: (row, { data }) =>
        row && (row.due === null || row.due === data.due) ? { ...row, rung: data.rung } : row,
      ClockBreached: (row, { data }) =>
        row && row.due === data.due && row.state === 'running' ? { ...row, state: 'breached' } : row,
      ClockMet: (row, { data }) =>
        row && { ...row, state: 'met', due: data.due, ended_on: data.on, paused_on: null, late: data.late },
      ClockCancelled: (row, { data }) =>
        row && { ...row, state: 'cancelled', ended_on: data.on, paused_on: null, late: null },
    }),
  ),
})

function stateOf({ paused, breached }: On<'ClockRecounted'>['data']): string {
  if (paused) return 'paused'
  return breached ? 'breached' : 'running'
}

/** A term that grew or began anew has its rungs ahead of it again. */
function standing(
  row: ClockRow,
  { due, received, extension }: On<'ClockResumed' | 'ClockExtended' | 'ClockRecounted'>['data'],
): ClockRow {
  return { ...row, due, received, extension, ...(row.due !== due && { rung: null }) }
}
