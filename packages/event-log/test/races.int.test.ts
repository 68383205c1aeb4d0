import { openDatabase } from '@ventanilla/database'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { type Append, deriveId, eventLogMigrations, openPostgresLog, type Unit } from '../src/index.ts'

const AT = '2026-03-24T15:00:00.000Z'

it('answers every race for streams, keys, numbers and places between processes with a refusal, never an error', async () => {
  await using one = await freshDatabase({
    prefix: 'log',
    migrations: { service: 'log', dir: eventLogMigrations },
    max: 10,
  })
  await using other = await openDatabase({ url: one.url, max: 10 })
  const { database } = one
  const processes = [openPostgresLog(database), openPostgresLog(other)] as const

  // Each process meets streams, keys and series in the order that is the reverse of the other's.
  const unit = (process: number, round: number): Unit => {
    const appends = Array.from({ length: 6 }, (_, i): Append => {
      const n = (round + i) % 20
      return {
        stream: `case/${round}/${n}`,
        expected: 0,
        events: [{ id: deriveId(process, round, i), type: 'Noted', data: {}, at: AT }],
        actor: 'test',
        claim: { key: `key/${round}/${19 - n}`, digest: `${round % 3 === 0 ? process : 'same'}` },
        number: { series: `series/${n % 4}`, prefix: '', width: 1, event: 0 },
      }
    })
    return {
      appends: process === 0 ? appends : appends.toReversed(),
      ...(round % 2 === 1 && { places: [{ consumer: 'c', source: `s/${round}`, expected: 0, next: 1 }] }),
    }
  }
  const outcomes = await Promise.all(
    processes.flatMap((log, process) =>
      Array.from({ length: 60 }, (_, round) => log.write('a', unit(process, round))),
    ),
  )

  const codes = outcomes.map((written) => (written.outcome === 'refused' ? written.code : written.outcome))
  expect(codes.filter((code) => code === 'written')).toHaveLength(60)
  expect(new Set(codes)).not.toContain('repeated')
  expect(new Set(codes)).not.toContain('event-id-reused')
  const log = processes[0]
  expect((await log.read('a', 0, 1000)).map(({ position }) => position)).toEqual(
    Array.from({ length: 360 }, (_, i) => i + 1),
  )
  const series = await database.query<{ numbers: number[] }>(
    `select series, array_agg((data->>'number')::int order by position) as numbers
     from log.events, lateral (select split_part(stream, '/', 3)::int % 4 as series) given
     group by 1`,
  )
  for (const { numbers } of series) expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  const [met] = await database.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  expect(met?.deadlocks).toBe(0)
})
