import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  assertPublic,
  fromCloudEvent,
  is,
  isPublicType,
  publicEvents,
  readCloudEvent,
  toCloudEvent,
} from '../src/index.ts'

const folder = new URL('../fixtures/', import.meta.url)
const fixture = (type: string) => JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8'))

/** The last version of a type: of `….CaseOpened.v1` and `.v2`, the second. */
function newestOf(type: string): string {
  const name = type.replace(/\d+$/, '')
  const versions = Object.keys(publicEvents).filter((one) => one.startsWith(name))
  return (
    versions
      .toSorted((one, other) => Number(one.slice(name.length)) - Number(other.slice(name.length)))
      .at(-1) ?? ''
  )
}

describe('public events', () => {
  it('has a stored example of every version, and none of what is no event', () => {
    const stored = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
    expect(stored.sort()).toEqual(Object.keys(publicEvents).sort())
  })

  it.each(Object.keys(publicEvents))('%s: the stored example is read, and written again the same', (type) => {
    const stored = fixture(type)
    const event = fromCloudEvent(stored)
    const now = newestOf(type)
    expect(event.type).toBe(now)
    // What a newer version says besides, an earlier one didn't: here nothing has to be invented.
    expect(toCloudEvent(event)).toEqual({ ...stored, type: now })
  })

  it('come to consumers in their newest version', () => {
    const read = (type: string) => fromCloudEvent(fixture(type)).type
    expect(read('ventanilla.routing.CaseOpened.v1')).toBe('ventanilla.routing.CaseOpened.v2')
    expect(read('ventanilla.sla-clock.ClockStarted.v1')).toBe('ventanilla.sla-clock.ClockStarted.v2')
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

  it('tells what came and is no event of ours from one that only a newer version knows', () => {
    const stored = fixture('ventanilla.routing.CaseAssigned.v1')
    const envelope = { source: 'routing', subject: stored.subject, entity: stored.entity }
    expect(readCloudEvent('a text')).toEqual({ outcome: 'not-an-event', where: 'it: invalid_type' })
    expect(readCloudEvent({ ...stored, sequence: '7' })).toMatchObject({ where: 'sequence: invalid_format' })
    expect(readCloudEvent({ ...stored, type: 'ventanilla.routing.CaseAssigned.v9' })).toMatchObject({
      outcome: 'unknown-type',
      envelope,
    })
    const bad = readCloudEvent({ ...stored, data: { ...stored.data, 'Ana Gómez': 'x', level: 9 } })
    expect(bad).toMatchObject({ outcome: 'bad-data', envelope })
    expect(JSON.stringify(bad)).not.toContain('Gómez')
    expect(readCloudEvent(stored)).toMatchObject({ outcome: 'read', event: envelope })
  })

  it('narrows to its type', () => {
    const event = fromCloudEvent(fixture('ventanilla.sla-clock.ClockMet.v1'))
    expect(is(event, 'ventanilla.sla-clock.ClockMet.v1') && event.data.late).toBe(false)
    expect(is(event, 'ventanilla.sla-clock.ClockBreached.v1')).toBe(false)
    expect(isPublicType('toString')).toBe(false)
    expect(assertPublic(event)).toBe(event)
  })
})
