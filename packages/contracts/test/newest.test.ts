import { expect, it } from 'vitest'
import { z } from 'zod'
import { newest, type PublicUpcasters } from '../src/newest.ts'

/** A bell that was told in minutes, then in seconds, then with the reason. */
const catalog = {
  'test.Rang.v1': z.strictObject({ minutes: z.int() }),
  'test.Rang.v2': z.strictObject({ seconds: z.int() }),
  'test.Rang.v3': z.strictObject({ seconds: z.int(), why: z.enum(['unknown', 'break']) }),
  'test.Slept.v1': z.strictObject({ minutes: z.int() }),
}
const upcasters: PublicUpcasters = {
  'test.Rang.v1': { to: 'test.Rang.v2', data: (old: { minutes: number }) => ({ seconds: old.minutes * 60 }) },
  'test.Rang.v2': { to: 'test.Rang.v3', data: (old: object) => ({ ...old, why: 'unknown' }) },
}

it('gives a consumer the newest version of whatever was published', () => {
  const last = { type: 'test.Rang.v3', id: 'a', data: { seconds: 120, why: 'unknown' } }
  const first = { type: 'test.Rang.v1', id: 'a', data: { minutes: 2 } }
  expect(newest(first, catalog, upcasters)).toEqual(last)
  expect(newest({ ...first, type: 'test.Rang.v2', data: { seconds: 120 } }, catalog, upcasters)).toEqual(last)
  expect(newest(last, catalog, upcasters)).toBe(last)
  expect(first).toEqual({ type: 'test.Rang.v1', id: 'a', data: { minutes: 2 } })
})

it('leaves alone what has one version, and what only sounds like a type', () => {
  for (const type of ['test.Slept.v1', 'toString']) {
    const event = { type, data: { minutes: 2 } }
    expect(newest(event, catalog, upcasters)).toBe(event)
  }
})

it('refuses what an upcaster makes against its own version', () => {
  const wrong: PublicUpcasters = { 'test.Rang.v1': { to: 'test.Rang.v2', data: () => ({ seconds: 'two' }) } }
  expect(() => newest({ type: 'test.Rang.v1', data: { minutes: 2 } }, catalog, wrong)).toThrow()
  const nowhere: PublicUpcasters = { 'test.Rang.v1': { to: 'test.Rang.v9', data: () => ({}) } }
  expect(() => newest({ type: 'test.Rang.v1', data: { minutes: 2 } }, catalog, nowhere)).toThrow('no next')
})
