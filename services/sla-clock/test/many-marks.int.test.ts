import { deriveId, type EventLog } from '@ventanilla/event-log'
import { expect, it, vi } from 'vitest'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { answeredOn, entity, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const CASES = 1_300
const monday = '2026-11-23T14:00:00.000Z'
const subjectOf = (n: number) => deriveId('case', 'many', n)

/** Petitions of one day, more than a look reads at once, and all of them reach everything at the same instants. */
async function manyPetitions() {
  const here = await machine()
  const world = await start(here, monday)
  const subjects = Array.from({ length: CASES }, (_, n) => subjectOf(n))
  await here.routing.tell(...subjects.map((subject, n) => opened(1 + n, undefined, subject)))
  await world.settled()
  return { ...here, ...world }
}

async function warnedIn(log: EventLog) {
  return (await log.read(entity, 0, 10 * CASES)).filter(({ type }) => type === 'ClockWarned')
}

it('reads two batches on and writes the next while one is being written', async () => {
  const { service, settled, advance } = await manyPetitions()
  const { stories, write } = service.log
  const asked: number[] = []
  const [third, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  vi.spyOn(service.log, 'stories').mockImplementation((ids) => {
    asked.push(ids.length)
    if (asked.length === 3) third.resolve()
    return stories(ids)
  })
  let writes = 0
  let firstHadCompany: boolean | undefined
  vi.spyOn(service.log, 'write').mockImplementation(async (...unit) => {
    if (++writes === 2) second.resolve()
    const isFirst = writes === 1
    const patience = new Promise((resolve) => setTimeout(resolve, 10_000))
    if (isFirst) await Promise.race([Promise.all([third.promise, second.promise]), patience])
    if (isFirst) firstHadCompany = writes === 2
    return write(...unit)
  })
  await advance('2026-12-04T15:00:00.000Z')
  await settled()
  expect(firstHadCompany).toBe(true)
  expect(asked.slice(0, 3)).toEqual([500, 500, 300])
  expect(await warnedIn(service.log)).toHaveLength(CASES)
})

it('keeps no clock of a batch waiting for one that others always come first to', async () => {
  const { service, clock } = await manyPetitions()
  const { write } = service.log
  const stream = clockStream(clockIdOf(subjectOf(7), 'legal'))
  vi.spyOn(service.log, 'write').mockImplementation(async (of, unit) =>
    unit.appends.some((append) => append.stream === stream)
      ? { outcome: 'refused', code: 'version-conflict', stream }
      : write(of, unit),
  )
  clock.advance('2026-12-04T15:00:00.000Z')
  await vi.waitFor(async () => expect(await warnedIn(service.log)).toHaveLength(CASES - 1), 60_000)
})

it('keeps no clock of a batch waiting for one that the database can not take', async () => {
  const { service, own, clock } = await manyPetitions()
  const stream = clockStream(clockIdOf(subjectOf(7), 'legal'))
  await own.database.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
  )
  await own.database.query(
    `create trigger refuse before insert on log.events for each row when (new.stream = '${stream}')
     execute function refuse()`,
  )
  clock.advance('2026-12-04T15:00:00.000Z')
  await vi.waitFor(async () => expect(await warnedIn(service.log)).toHaveLength(CASES - 1), 60_000)
})

it('tells each of many marks once, batch after batch, and leaves alone what was answered before', async () => {
  const { service, routing, settled, advance, get } = await manyPetitions()
  const answered = Array.from({ length: CASES }, (_, n) => n).filter((n) => n % 10 === 0)
  await routing.tell(...answered.map((n) => answeredOn(CASES + 1 + n, '2026-12-01', subjectOf(n))))
  await settled()
  // Over two rungs at once: they come one after the other on each stream.
  await advance('2026-12-11T15:00:00.000Z')
  const events = await service.log.read(entity, 0, 10 * CASES)
  const warned = events.filter(({ type }) => type === 'ClockWarned')
  expect(warned).toHaveLength(2 * (CASES - answered.length))
  expect(new Set(warned.map(({ id }) => id)).size).toBe(warned.length)
  for (const n of answered) {
    const stream = clockStream(clockIdOf(subjectOf(n), 'legal'))
    expect(warned.some((event) => event.stream === stream)).toBe(false)
  }
  const [job] = service.jobs
  expect(await job?.behind()).toBe(0)
  await advance('2026-12-16T15:00:00.000Z')
  const late = await service.log.read(entity, events.length, 10 * CASES)
  expect(late.filter(({ type }) => type === 'ClockBreached')).toHaveLength(CASES - answered.length)
  const { body } = await get(`/v1/clocks/${clockIdOf(subjectOf(1), 'legal')}`)
  expect(body).toMatchObject({ state: 'breached', ahead: [] })
})
