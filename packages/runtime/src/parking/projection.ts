import { type ParkingFact, parkingFact } from '@ventanilla/bus'
import type { Recorded } from '@ventanilla/event-log'
import { type Projection, projection, type Row } from '@ventanilla/projections'

/** A case some of whose events wait. */
export interface ParkedRow extends Row {
  /** Its stream, which is what it is asked for by. */
  stream: string
  entity: string
  consumer: string
  source: string
  case_id: string
  /** Where its stream stands. */
  version: number
  waiting: number
  since: string
  /** Of the event that could not be handled: the first that waits, or where the last replay stopped. */
  event_type: string | null
  sequence: number | null
  code: string
  message: string
  tries: number
}

type Told = Recorded & ParkingFact

/** One row a parked case, gone when it is replayed or discarded: as many as somebody has to look at. */
export const parkedProjection: Projection = projection<Told, ParkedRow>({
  name: 'parked',
  version: 1,
  key: 'stream',
  columns: {
    ...{ stream: 'text', entity: 'text', consumer: 'text', source: 'text', case_id: 'text' },
    ...{ version: 'integer', waiting: 'integer', since: 'timestamptz' },
    ...{ event_type: 'text', sequence: 'bigint', code: 'text', message: 'text', tries: 'integer' },
  },
  indexes: [['case_id'], ['consumer', 'source']],
  volatile: ['stream', 'case_id', 'version', 'tries'],
  translate: parkingFact,
  keyOf: ({ stream }) => stream,
  on: {
    EventParked: (row, told) => (told.type === 'EventParked' ? parked(row, told) : row),
    ParkedReplayStopped: (row, told) => (told.type === 'ParkedReplayStopped' ? stopped(row, told) : row),
    ParkedCaseReplayed: () => undefined,
    ParkedCaseDiscarded: () => undefined,
  },
})

function parked(row: ParkedRow | undefined, told: Extract<Told, { type: 'EventParked' }>): ParkedRow {
  const { stream, entity, version, at, data } = told
  if (row) return { ...row, version, waiting: row.waiting + 1 }
  const { consumer, source, key, type, sequence, reason, tries } = data
  return {
    ...{ stream, entity, consumer, source, case_id: key, version, waiting: 1, since: at, tries },
    ...{ event_type: type ?? null, sequence: sequence ?? null },
    ...{ code: reason?.code ?? '', message: reason?.message ?? '' },
  }
}

function stopped(row: ParkedRow | undefined, told: Extract<Told, { type: 'ParkedReplayStopped' }>) {
  const { left, reason, type = null, sequence = null } = told.data
  return row && { ...row, ...reason, version: told.version, waiting: left, event_type: type, sequence }
}
