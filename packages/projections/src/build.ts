import { copyText, type Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { foldStep, movePlace, type Place, readRows, type Step, stepsOf } from './apply.ts'
import type { Folded } from './generations.ts'
import type { ColumnType, Projection, Row, Value } from './projection.ts'
import { refolded } from './refold.ts'

export interface Build {
  database: Database
  log: EventLog
  projection: Projection
}

export interface BuildBounds {
  /** Rows that are held in memory. What was touched longest ago is let go first. */
  rows: number
  /** Milliseconds between two writes: what a killed build has to do again. */
  every: number
  /** The instant (of `performance.now`) at which it ends with what it has done so far. */
  until?: number
}

interface Held {
  row: Row | undefined
  /** Higher the later it was touched. */
  touched: number
  /** Whether the table has a row under this key. */
  stored: boolean
  changed: boolean
}

/**
 * Folds the logs into a table that nobody reads, up to where they ended when it began. Rows are folded in memory and
 * written once in a while, by COPY, in one commit with the places that they are good for: so it can be killed
 * anywhere, and goes on from the last commit.
 *
 * @param told of how many events it has folded since it began
 * @returns whether it came to the end
 * @throws PlaceMoved when somebody else builds the same table, or has thrown it away
 */
export async function build(
  { database, log, projection }: Build,
  { table, places }: Pick<Folded, 'table' | 'places'>,
  { rows, every, until = Number.POSITIVE_INFINITY }: BuildBounds,
  told: (done: number) => void = () => {},
  signal?: AbortSignal,
): Promise<boolean> {
  const held = heldRows({ database, log, projection, table }, rows, Object.keys(places).length === 0)
  let done = 0
  let written = performance.now()
  const over = () => signal?.aborted || performance.now() >= until
  for (const [entity, head] of await log.heads()) {
    const from = places[entity] ?? 0
    for await (const piece of log.scan(entity, from, head)) {
      await held.fold(entity, from, piece)
      done += piece.length
      told(done)
      if (over()) break
      if (held.full() || performance.now() - written > every) {
        await held.write()
        written = performance.now()
      }
    }
    if (over()) break
  }
  await held.write()
  signal?.throwIfAborted()
  return !over()
}

interface Table extends Build {
  table: string
}

function heldRows({ database, log, projection, table }: Table, bound: number, empty: boolean) {
  const held = new Map<string, Held>()
  const moved = new Map<string, Place>()
  let untouched = empty
  let touches = 0

  /** What was folded of keys that aren't held: nothing, as long as nothing was written. */
  async function load(steps: readonly Step[], before: { entity: string; upTo: number }): Promise<void> {
    const missing = [...new Set(steps.map(({ key }) => key))]
    const known = untouched
      ? undefined
      : ((await refolded(log, table, projection, steps, before)) ??
        (await readRows(database, table, projection, missing)))
    for (const key of missing) {
      const row = known?.get(key)
      held.set(key, { row, touched: 0, stored: row !== undefined, changed: false })
    }
  }

  /** Only what was written may go. */
  function letGo() {
    const oldest = [...held].sort(([, a], [, b]) => a.touched - b.touched)
    for (const [key] of oldest.slice(0, Math.ceil(held.size - bound / 2))) held.delete(key)
  }

  return {
    full: () => held.size > bound,
    async fold(entity: string, from: number, events: Parameters<typeof stepsOf>[1]): Promise<void> {
      const steps = stepsOf(projection, events)
      const there = steps.map(({ key }) => held.get(key))
      const ahead = steps.filter((_, i) => there[i] === undefined)
      if (ahead.length > 0) await load(ahead, { entity, upTo: (events[0]?.position ?? 1) - 1 })
      for (const [i, step] of steps.entries()) {
        const one = there[i] ?? held.get(step.key)
        if (!one) throw new Error(`${table}: ${step.key} was not loaded`)
        one.row = foldStep(table, projection, one.row, step)
        one.touched = ++touches
        one.changed = true
      }
      const last = events.at(-1)
      if (last)
        moved.set(entity, { entity, expected: moved.get(entity)?.expected ?? from, next: last.position })
    },
    async write(): Promise<void> {
      if (![...moved.values()].some(({ expected, next }) => next > expected)) return
      const changed = [...held].filter(([, one]) => one.changed)
      await database.transaction(async (tx) => {
        for (const place of moved.values()) await movePlace(tx, table, place)
        const { key, columns } = projection
        const old = changed.flatMap(([id, { stored }]) => (stored ? [id] : []))
        if (old.length > 0)
          await tx.query(`delete from ${table} where "${key}" = any ($1::${columns[key]}[])`, [old])
        const kept = changed.map(([, { row }]) => row).filter((row) => row !== undefined)
        const names = Object.keys(columns).map((name) => `"${name}"`)
        if (kept.length > 0)
          await tx.copyIn(`copy ${table} (${names.join(', ')}) from stdin`, copyLines(projection, kept))
      })
      for (const [, one] of changed) {
        one.changed = false
        one.stored = one.row !== undefined
      }
      for (const place of moved.values()) place.expected = place.next
      untouched = false
      if (held.size > bound / 2) letGo()
    },
  }
}

const CHUNK = 64 * 1024

function* copyLines({ columns, complete }: Projection, rows: readonly Row[]): Generator<string> {
  const types = Object.entries(columns)
  let text = ''
  for (const row of rows) {
    const whole = complete(row)
    text += `${types.map(([name, type]) => cell(whole[name], type)).join('\t')}\n`
    if (text.length > CHUNK) {
      yield text
      text = ''
    }
  }
  yield text
}

function cell(value: Value | undefined, type: ColumnType): string {
  if (value === undefined || value === null) return '\\N'
  return copyText(type === 'json' || type === 'jsonb' ? JSON.stringify(value) : String(value))
}
