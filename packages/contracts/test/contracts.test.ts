import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assertPublic, fromCloudEvent, is, isPublicType, publicEvents, toCloudEvent } from '../src/index.ts'

const folder = new URL('../fixtures/', import.meta.url)
const fixture = (type: string) => JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8'))

describe('public events', () => {
  it('has a stored example of every version, and none of what is no event', () => {
    const stored = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
    expect(stored.sort()).toEqual(Object.keys(publicEvents).sort())
  })

  it.each(Object.keys(publicEvents))('%s: the stored example is read, and written again the same', (type) => {
    const stored = fixture(type)
    const event = fromCloudEvent(stored)
    expect(event.type).toBe(type)
    expect(toCloudEvent(event)).toEqual(stored)
  })

  it.each(Object.keys(publicEvents))(
    '%s: refuses a field that it does not know, and a missing one',
    (type) => {
      const stored = fixture(type)
      expect(() => fromCloudEvent({ ...stored, data: { ...stored.data, name: 'Alguien' } })).toThrow()
      const [first, ...rest] = Object.entries(stored.data)
      expect(
        () => fromCloudEvent({ ...stored, data: Object.fromEntries(rest) }),
        `without ${first}`,
      ).toThrow()
    },
  )

  it('refuses an event of somebody else', () => {
    const stored = fixture('ventanilla.routing.CaseAssigned.v1')
    expect(() => fromCloudEvent({ ...stored, type: 'ventanilla.routing.CaseAssigned.v9' })).toThrow(
      'not a public',
    )
    expect(() => fromCloudEvent({ ...stored, source: 'ventanilla/elsewhere' })).toThrow('not a public')
    expect(() => fromCloudEvent({ ...stored, sequence: '7' })).toThrow()
  })

  it('narrows to its type', () => {
    const event = fromCloudEvent(fixture('ventanilla.sla-clock.ClockMet.v1'))
    expect(is(event, 'ventanilla.sla-clock.ClockMet.v1') && event.data.late).toBe(false)
    expect(is(event, 'ventanilla.sla-clock.ClockBreached.v1')).toBe(false)
    expect(isPublicType('toString')).toBe(false)
    expect(assertPublic(event)).toBe(event)
  })
})
