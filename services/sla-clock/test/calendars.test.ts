import { nationalCalendar } from '@ventanilla/calendar'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { activateCalendar } from '../src/commands/activate-calendars.ts'
import { createCalendarBook } from '../src/commands/calendar-book.ts'
import { calendarOf, definitionOf, sha256Of } from '../src/commands/calendar-definition.ts'
import { calendarStream, clockIdOf } from '../src/commands/streams.ts'
import { readCalendars } from '../src/queries/calendars/reader.ts'
import { memoryWorld, overlay } from './support/memory-world.ts'
import { caseId, entity, opened } from './support/routing-events.ts'

const closing = (date: string) =>
  overlay(`calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: ${date}, by: Resolución 12 }]`)

const activation = (overlays: ReturnType<typeof overlay>[]) => ({
  ...{ entity, overlays, at: '2026-11-20T15:00:00.000Z', actor: 'test' },
})

describe('a calendar', () => {
  it('is put in force once, with everything needed to count with it again', async () => {
    const log = memoryLog()
    const calendar = await activateCalendar(log, activation([closing('2026-11-30')]))
    await activateCalendar(log, activation([closing('2026-11-30')]))
    const [found, ...more] = await readCalendars(log, entity)
    expect(more).toEqual([])
    expect(found).toMatchObject({ calendar: 'propio', version: calendar.version, actor: 'test' })
    expect(found?.version).toMatch(/^propio@[0-9a-f]{12}$/)
    expect(found?.definition.overlays).toHaveLength(1)
    expect(found?.definition.rules.length).toBeGreaterThan(17)
  })

  it('can come back: the version is the one it had', async () => {
    const log = memoryLog()
    for (const date of ['2026-11-30', '2026-12-01', '2026-11-30'])
      await activateCalendar(log, activation([closing(date)]))
    const versions = (await readCalendars(log, entity)).map(({ version }) => version)
    expect(versions).toHaveLength(3)
    expect(versions[2]).toBe(versions[0])
    expect(versions[1]).not.toBe(versions[0])
  })

  it('is activated once by two replicas that start at once', async () => {
    const log = memoryLog()
    const both = [activation([closing('2026-11-30')]), activation([closing('2026-11-30')])]
    await Promise.all(both.map((one) => activateCalendar(log, one)))
    expect(await readCalendars(log, entity)).toHaveLength(1)
  })

  it('gets another name when other days stand under the one it had', async () => {
    const log = memoryLog()
    const definition = definitionOf([])
    const other = { ...definition, rules: definition.rules.slice(1) }
    const data = { entity, calendar: 'co', version: 'co@1', definition: other, sha256: sha256Of(other) }
    const event = {
      id: crypto.randomUUID(),
      type: 'CalendarActivated',
      data: data as never,
      at: activation([]).at,
    }
    await log.write(entity, {
      appends: [{ stream: calendarStream(entity), expected: 0, events: [event], actor: 'an older release' }],
    })
    const { version } = await activateCalendar(log, activation([]))
    expect(version).toMatch(/^co@1~[0-9a-f]{8}$/)
    // What was counted without the first holiday is still counted so.
    const old = calendarOf(other, data.sha256, 'co@1')
    expect(old.version).toBe('co@1')
    expect(old.isBusinessDay('2027-01-01')).toBe(true)
    expect(old.workingDays.countThrough('2027-01-01')).toBe(
      nationalCalendar().workingDays.countThrough('2027-01-01') + newYearsOnWorkingDays(),
    )
  })

  it('whose definition was altered is not counted with', () => {
    const definition = definitionOf([])
    expect(() => calendarOf({ ...definition, rules: [] }, sha256Of(definition))).toThrow('definition')
  })

  it('that changes moves no clock that runs: each is explained by the version of its birth', async () => {
    const world = memoryWorld([closing('2026-11-30')])
    await world.hear(opened(1))
    const before = await world.now()
    expect(before).toMatchObject({ due: '2026-12-15' })

    const later = memoryWorld([closing('2026-12-01'), closing('2026-12-02')], world.log)
    expect(await later.now()).toEqual(before)
    const another = opened(2, undefined, crypto.randomUUID())
    await later.hear(opened(1))
    await later.hear(another)
    expect(await later.now('legal', { subject: another.subject })).toMatchObject({ due: '2026-12-16' })
    expect(await later.now()).toEqual(before)
    expect(clockIdOf(caseId, 'legal')).not.toBe(clockIdOf(another.subject, 'legal'))
  })

  it('that others put in force stays so for who only looks, whatever files it has', async () => {
    const world = memoryWorld([closing('2026-11-30')])
    const { version } = await world.calendars.current(entity)
    const overlays = new Map([[entity, []]])
    const now = () => '2026-11-20T15:00:00.000Z'
    const looking = createCalendarBook({ log: world.log, overlays, now, looks: true })
    expect((await looking.current(entity)).version).toBe(version)
    expect(await readCalendars(world.log, entity)).toHaveLength(1)
    const serving = createCalendarBook({ log: world.log, overlays, now })
    expect((await serving.current(entity)).version).toBe('co@1')
    expect(await readCalendars(world.log, entity)).toHaveLength(2)
  })

  it('is the national one for an entity that nobody configured', async () => {
    const world = memoryWorld()
    expect((await world.calendars.current('nadie')).version).toBe('co@1')
    await expect(world.calendars.version('nadie', 'co@9')).rejects.toThrow('never had')
  })
})

/** New Years on working days from 1984 to 2027, which the altered calendar counts. */
function newYearsOnWorkingDays(): number {
  return Array.from({ length: 44 }, (_, n) => new Date(Date.UTC(1984 + n, 0, 1)).getUTCDay()).filter(
    (day) => day > 0 && day < 6,
  ).length
}

describe('a closing', () => {
  const dueUnder = async (closing: string) => {
    const world = memoryWorld([
      overlay(`calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: 2026-11-30, by: Resolución 12${closing} }]`),
    ])
    await world.hear(opened(1))
    const [started] = await world.events()
    expect(started?.data).toMatchObject({ kind: 'reclamo', calendar: { id: 'propio' } })
    expect((await world.now())?.due).toBe(started?.data.due)
    return started?.data.due
  }

  it.each([
    ['every term, where its act says no more', '', '2026-12-15'],
    ['no term', ', suspends: none', '2026-12-14'],
    ['every regime but this one', ', suspends: { except: [ley-1755] }', '2026-12-14'],
    ['every kind but this one', ', suspends: { except: [reclamo] }', '2026-12-14'],
    ['this kind alone', ', suspends: { only: [reclamo] }', '2026-12-15'],
    ['another kind alone', ', suspends: { only: [consulta] }', '2026-12-14'],
  ])('suspends %s', async (_, closing, due) => {
    expect(await dueUnder(closing)).toBe(due)
  })
})
