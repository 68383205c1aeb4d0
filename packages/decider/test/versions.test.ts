import { describe, expect, it } from 'vitest'
import { EventNewerError, type EventVersions, storedType, upcast, versionOf } from '../src/index.ts'

/** Rang, in three versions: a duration in minutes, then in seconds, then with the bell that rang. */
const versions: EventVersions = {
  Rang: [
    ({ minutes, ...rest }) => ({ ...rest, seconds: Number(minutes) * 60 }),
    (data) => ({ ...data, bell: 'the only one' }),
  ],
}
const newest = { type: 'Rang', data: { at: 'noon', seconds: 120, bell: 'the only one' } }

describe('a stored event', () => {
  it.each([
    ['Rang', { at: 'noon', minutes: 2 }],
    ['Rang@2', { at: 'noon', seconds: 120 }],
    ['Rang@3', newest.data],
  ])('written as %s is read as the newest', (type, data) => {
    const stored = { type, data, position: 7 }
    const before = structuredClone(stored)
    expect(upcast(versions, stored)).toEqual({ ...newest, position: 7 })
    expect(stored).toEqual(before)
  })

  it('of a type that never changed is what it was', () => {
    const stored = { type: 'Slept', data: { minutes: 2 } }
    expect(upcast(versions, stored)).toBe(stored)
    expect(upcast({}, { type: 'toString', data: {} })).toEqual({ type: 'toString', data: {} })
  })

  it.each(['Rang@4', 'Slept@2', 'Rang@x'])('%s is nobody’s to guess', (type) => {
    expect(() => upcast(versions, { type, data: {} })).toThrow(EventNewerError)
  })
})

it('what is written is marked with its version, the first without a mark', () => {
  expect(['Rang', 'Slept'].map((type) => storedType(versions, type))).toEqual(['Rang@3', 'Slept'])
  expect(['Rang', 'Slept', 'toString'].map((type) => versionOf(versions, type))).toEqual([3, 1, 1])
})
