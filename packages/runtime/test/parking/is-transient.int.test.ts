import { readFile } from 'node:fs/promises'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'
import { isTransient } from '../../src/parking/is-transient.ts'
import { reasonOf } from '../../src/parking/reason.ts'

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('it went well')
    },
    (error: unknown) => error,
  )
}

async function queries() {
  const { database, drop } = await freshDatabase({ prefix: 'transient' })
  onTestFinished(drop)
  return (sql: string) => failureOf(database.query(sql))
}

it('what a statement says is at fault of some of the server’s errors, and the machine of all others', async () => {
  const query = await queries()
  for (const sql of [
    'select 1/0',
    `select 'ana@example.com'::int`,
    `do $$ begin raise exception 'no' using errcode = 'VL004'; end $$`,
    `do $$ begin raise exception 'no'; end $$`,
  ])
    expect(isTransient(await query(sql)), sql).toBe(false)
  for (const sql of [
    'select * from nobody.migrated_this',
    `do $$ begin raise exception 'full' using errcode = '53100'; end $$`,
    `do $$ begin raise exception 'read-only' using errcode = '25006'; end $$`,
    `do $$ begin raise exception 'corrupt' using errcode = 'XX001'; end $$`,
  ])
    expect(isTransient(await query(sql)), sql).toBe(true)
})

it('the machine is at fault of a file that isn’t there, and the program of what it can’t do', async () => {
  const missing = await failureOf(readFile('/nowhere/at/all'))
  expect(isTransient(missing)).toBe(true)
  expect(isTransient(new Error('could not be read', { cause: missing }))).toBe(true)
  expect(isTransient(Object.assign(new Error('come again'), { retryable: true }))).toBe(true)
  for (const error of [
    new TypeError('undefined is not a function'),
    new Error('refused'),
    'a text',
    undefined,
  ])
    expect(isTransient(error)).toBe(false)
})

it('the reason of a parked event says nothing of a person', async () => {
  const query = await queries()
  const reason = reasonOf(await query(`select 'ana@example.com'::int`))
  expect(reason.code).toBe('22P02')
  expect(JSON.stringify(reason)).not.toContain('ana@')
  expect(reasonOf(new Error('no case of 1020304050 <ana@example.com>')).message).not.toMatch(
    /ana@|1020304050/,
  )
  expect(reasonOf(new Error('x'.repeat(9_000))).message).toHaveLength(500)
})
