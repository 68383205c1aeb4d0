import type { Recorded } from '@ventanilla/event-log'

/** `json` is kept as it is written: for what no question looks into, at less than half of the cost of `jsonb`. */
export type ColumnType =
  | 'text'
  | 'uuid'
  | 'date'
  | 'timestamptz'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'json'
  | 'jsonb'
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly unknown[]
  | { readonly [key: string]: unknown }
export type Row = { readonly [column: string]: Value | undefined }

/** The least that a projected event has. */
export interface Projected {
  type: string
  entity: string
}

/**
 * A table, and what each event does to one of its rows. Pure: the runner owns batch, checkpoint and retry.
 * Change what it writes, and raise `version`: the new table is built beside the old one, from the first event.
 */
export interface Projection {
  readonly name: string
  readonly version: number
  readonly columns: Readonly<Record<string, ColumnType>>
  /** The column that identifies a row. */
  readonly key: string
  readonly indexes: readonly (readonly string[])[]
  /** An instant that the model is asked for from the lowest on, see `readPolled`: rows that are done with have none. */
  readonly polled?: string
  /** Columns that differ between two honest runs (positions, recording times): left out of the digest. */
  readonly volatile: readonly string[]
  /** What the log holds → what `on` takes; undefined to pass over. */
  translate(recorded: Recorded): Projected | undefined
  keyOf(event: Projected): string | undefined
  /** What each event makes of a row: of its own columns, see `derived`. */
  readonly on: Readonly<
    Record<string, ((row: Row | undefined, event: Projected) => Row | undefined) | undefined>
  >
  /** The columns that `on` reads and writes. */
  readonly own: readonly string[]
  /** The stream that a row is folded again from, when the table doesn't hold all of `own`, see `unkept`. */
  readonly streamOf: ((key: string) => string) | undefined
  /** The whole row that is written for what `on` made. @throws when it has a column that the table lacks */
  complete(row: Row): Row
}

export interface ProjectionDefinition<Event extends Projected, R extends Row> {
  name: string
  version: number
  columns: Record<string, ColumnType>
  key: string
  indexes?: readonly (readonly string[])[]
  polled?: string
  volatile?: readonly string[]
  translate?: (recorded: Recorded) => Event | undefined
  keyOf: (event: Event) => string | undefined
  on: { [type: string]: ((row: R | undefined, event: Event) => R | undefined) | undefined }
  /** Columns that follow from the others. Computed when a row is written, not at each of its events. */
  derived?: { columns: Record<string, ColumnType>; of: (row: R) => Row }
  /**
   * Columns that `on` reads and writes and that the table doesn't hold, for what is wide and that nobody lists: where
   * they are needed, the row is folded again from the stream of the log that tells all of it.
   */
  unkept?: { columns: readonly string[]; streamOf: (key: string) => string }
}

const NAME = /^[a-z][a-z0-9_]{0,40}$/

/** @throws when a name can't be that of a table or a column. */
export function projection<Event extends Projected = Recorded, R extends Row = Row>(
  definition: ProjectionDefinition<Event, R>,
): Projection {
  const { name, key, derived, unkept, polled, volatile = [] } = definition
  const columns = { ...definition.columns, ...derived?.columns }
  const names = Object.keys(columns)
  const indexes = [...(polled === undefined ? [] : [[polled, key]]), ...(definition.indexes ?? [])]
  for (const word of [name, ...names])
    if (!NAME.test(word)) throw new Error(`${word} is no name for a table or a column`)
  for (const column of [key, ...indexes.flat(), ...volatile])
    if (!columns[column]) throw new Error(`${name} has no column ${column}`)
  if (polled !== undefined && columns[polled] !== 'timestamptz')
    throw new Error(`${name} can't be polled by ${polled}, which is no instant`)
  return {
    ...{ name, version: definition.version, columns, key, indexes, volatile },
    ...(polled !== undefined && { polled }),
    translate: definition.translate ?? ((recorded) => recorded),
    // What `translate` gives is what `on` takes: known here, and to nobody who holds projections of all kinds.
    keyOf: definition.keyOf as Projection['keyOf'],
    on: definition.on as Projection['on'],
    own: [...Object.keys(definition.columns), ...(unkept?.columns ?? [])],
    streamOf: unkept?.streamOf,
    complete(row) {
      const more = derived?.of(row as R) ?? {}
      for (const column of Object.keys(more))
        if (!derived?.columns[column]) throw new Error(`${name} has no column ${column} that is derived`)
      const whole: Record<string, Row[string]> = {}
      for (const column of names) whole[column] = more[column] ?? row[column]
      return whole
    },
  }
}
