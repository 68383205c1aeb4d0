import { deriveId } from '@ventanilla/event-log'
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

it('asks for the batch after the next while one is being written', async () => {
  const { service, settled, advance } = await manyPetitions()
  const { stories, write } = service.log
  let asked = 0
  let third = () => {}
  const thirdIsAsked = new Promise<void>((resolve) => {
    third = resolve
  })
  vi.spyOn(service.log, 'stories').mockImplementation((ids) => {
    if (++asked === 3) third()
    return stories(ids)
  })
  let askedByFirst: number | undefined
  vi.spyOn(service.log, 'write').mockImplementation(async (...unit) => {
    await Promise.race([thirdIsAsked, new Promise((resolve) => setTimeout(resolve, 5_000))])
    askedByFirst ??= asked
    return write(...unit)
  })
  await advance('2026-12-04T15:00:00.000Z')
  await settled()
  expect(askedByFirst).toBe(3)
  const events = await service.log.read(entity, 0, 10 * CASES)
  expect(events.filter(({ type }) => type === 'ClockWarned')).toHaveLength(CASES)
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
