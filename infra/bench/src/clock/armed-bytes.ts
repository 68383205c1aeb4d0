import type { Database } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { type Bench, figure } from '../bench.ts'
import { loadClocks } from './open-clock.ts'

const CLOCKS = Math.min(Number(process.env.CASES ?? 1_000_000), 1_000_000)
const DAYS = 20
/** Of an index entry: instant and id, the header of the tuple, and the pointer to it in its page. */
const ENTRY = 8 + 16 + 8 + 4

const sizeOf = async (database: Database, relation: string) => {
  const [row] = await database.query<{ bytes: number }>(
    'select pg_total_relation_size($1::regclass) as bytes',
    [relation],
  )
  return row?.bytes ?? Number.NaN
}

export const armedBytes: Bench = {
  name: 'armed-bytes',
  what: `bytes of a clock's being armed: the read model with all its indexes, ${CLOCKS} clocks armed, less the same rows written in the same order with none; against the index entries alone, packed`,
  unit: 'bytes',
  better: 'lower',
  gate: 1.8,
  aim: 1.2,
  floor: 64,
  limits:
    'Eight bytes in the row, and an index whose pages are as full as entries in no order of ids leave them; packed it is nine tenths full.',
  async open() {
    await using undo = new AsyncDisposableStack()
    const { own, clocks } = undo.use(await loadClocks({ days: DAYS, clocks: CLOCKS, logged: false }))
    const { database } = own
    const table = await activeTable(database, 'clocks')
    const columns = await database.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       order by attnum`,
      [table],
    )
    const copied = columns.map(({ name }) => (name === 'next' ? 'null' : `"${name}"`)).join(', ')
    await database.transaction(
      async (tx) => {
        await tx.query(`create table idle (like ${table} including all)`)
        await tx.query(`insert into idle select ${copied} from ${table} order by ctid`)
        await tx.query(`create index packed on ${table} (next, clock_id) where next is not null`)
      },
      { unlimited: true },
    )
    const entries = await sizeOf(database, 'projections.packed')
    const armed = (await sizeOf(database, table)) - entries - (await sizeOf(database, 'idle'))
    const opened = undo.move()
    const run = (bytes: number) => async () => ({ value: bytes / clocks, operations: 0 })
    return {
      ours: run(armed),
      baseline: run(entries),
      settings: {
        clocks,
        'an entry without its page': ENTRY,
        'index, bytes a clock': figure((await sizeOf(database, `${table}_0`)) / clocks),
        'row and indexes, bytes a clock': figure((await sizeOf(database, table)) / clocks),
      },
      close: () => opened.disposeAsync(),
    }
  },
}
