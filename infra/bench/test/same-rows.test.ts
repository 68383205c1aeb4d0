import { freshDatabase } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { insertOf, sampleOf } from '../src/same-rows.ts'

const KNOWN = '0191d3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6'

it('writes the rows of a sample again, with other ids wherever they stand', async () => {
  await using one = await freshDatabase({ prefix: 'same_rows' })
  const { database } = one
  await database.query(`create table a (id uuid primary key, position bigint, note text, at timestamptz)`)
  await database.query(`create table b (key text primary key, data jsonb, body bytea)`)
  await database.query('create sequence position start 7')
  await database.query(`insert into a values ($1, 1, null, '2026-03-24T15:00:00Z')`, [KNOWN])
  const data = { of: KNOWN, text: `it's 15:00 \\ "now"` }
  await database.query(`insert into b values ($1, $2, '\\x0a3a')`, [`x/${KNOWN}`, JSON.stringify(data)])
  const script = insertOf([await sampleOf(database, 'a'), await sampleOf(database, 'b')])
  // pgbench would take what follows for the name of a variable.
  expect(script.replaceAll('::', '')).not.toContain(':')
  await database.query(script)
  await database.query(script)
  const all = await database.query<{ id: string; position: number; same: boolean }>(
    `select a.id, a.position, (b.data = jsonb_build_object('of', a.id, 'text', $2::text) and b.body = '\\x0a3a'
                               and a.note is null and a.at = '2026-03-24T15:00:00Z') as same
     from a join b on b.key = 'x/' || a.id where a.id <> $1 order by position`,
    [KNOWN, data.text],
  )
  expect(all).toMatchObject([
    { position: 7, same: true },
    { position: 8, same: true },
  ])
  expect(new Set(all.map(({ id }) => id)).size).toBe(2)
})
