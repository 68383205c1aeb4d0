import { fileURLToPath } from 'node:url'
import type { JsonObject } from '@ventanilla/decider'
import { beforeAll, describe, expect, it } from 'vitest'
import { fits, type Shape } from '../src/events/shape.ts'
import { checkStored, collectStored, type StoredEvents } from '../src/events/stored.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let services: StoredEvents[]
beforeAll(async () => {
  services = await collectStored(root)
}, 120_000)

it('what every service stores has the shape that its version began with, and a recorded example of each', () => {
  expect(services.map(({ dir }) => dir)).toEqual(
    ['intake', 'notification', 'reporting', 'routing', 'sla-clock'].map((name) => `services/${name}`),
  )
  expect(services.flatMap(checkStored)).toEqual([])
})

it('knows the shape of an event through all that its type is made of', () => {
  const routing = services.find(({ dir }) => dir === 'services/routing')
  expect(routing?.today.get('CaseNotOpened')).toEqual({
    members: {
      caseId: 'string',
      kind: 'string',
      procedure: 'string',
      reason: {
        anyOf: [
          ...['"date-not-covered"', '"entity-unknown"', '"kind-unknown"'],
          ...['"procedure-not-in-force"', '"procedure-unknown"'],
        ],
      },
      receivedAt: 'string',
    },
  })
  expect(routing?.today.get('CaseMoved')).toMatchObject({ members: { 'evidence?': { each: {} } } })
})

describe('a service whose events don’t agree with what was written down', () => {
  const shape: Shape = { members: { id: 'string', 'note?': 'string' } }
  const good: StoredEvents = {
    dir: 'services/one',
    versions: {},
    today: new Map([['Noted', shape]]),
    stored: { Noted: shape },
    recorded: [{ type: 'Noted', data: { id: 'a' } }],
  }
  const told = (over: Partial<StoredEvents>) => checkStored({ ...good, ...over }).map(({ detail }) => detail)
  const same = (data: JsonObject) => data

  it.each<[string, Partial<StoredEvents>, RegExp]>([
    [
      'a field more, though it may be absent',
      { today: new Map([['Noted', { members: { ...shape.members, 'by?': 'string' } }]]) },
      /^Noted changed its shape/,
    ],
    ['another type of a field', { today: new Map([['Noted', { members: { id: 'number' } }]]) }, /changed/],
    ['an event that nobody wrote down', { stored: {} }, /^lacks Noted/],
    ['an event that the code forgot', { today: new Map() }, /^Noted was stored/],
    ['no example', { recorded: [] }, /^has no Noted/],
    ['an example of another shape', { recorded: [{ type: 'Noted', data: { id: 1 } }] }, /doesn't have its/],
    ['a version without its shape', { versions: { Noted: [same] } }, /^lacks Noted@2/],
    ['a first version that was thrown away', { versions: { Noted: [same] }, stored: {} }, /^lost Noted$/],
  ])('has %s', (_what, over, detail) => {
    expect(told(over)).toContainEqual(expect.stringMatching(detail))
  })

  it('agrees again with an upcaster, the new shape and an example of both', () => {
    const second: Shape = { members: { id: 'string', note: 'string' } }
    const next = {
      versions: { Noted: [same] },
      today: new Map([['Noted', second]]),
      stored: { Noted: shape, 'Noted@2': second },
      recorded: [...good.recorded, { type: 'Noted@2', data: { id: 'a', note: 'b' } }],
    }
    expect(told({})).toEqual([])
    expect(told(next)).toEqual([])
  })
})

it('tells what fits a shape from what doesn’t', () => {
  const shape: Shape = {
    members: { kind: { anyOf: ['"a"', 'null'] }, 'each?': { each: 'number' } },
    others: 'boolean',
  }
  for (const good of [{ kind: 'a' }, { kind: null, each: [1, 2] }, { kind: 'a', more: true }])
    expect(fits(shape, good), JSON.stringify(good)).toBe(true)
  for (const bad of [{}, { kind: 'b' }, { kind: 'a', each: ['1'] }, { kind: 'a', more: 1 }, [], null, 'a'])
    expect(fits(shape, bad), JSON.stringify(bad)).toBe(false)
})
