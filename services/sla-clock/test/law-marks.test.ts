import { fold } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { standing } from '../src/domain/standing.ts'
import { calendar } from './support/clock-facts.ts'
import { underLaw } from './support/law-procedure.ts'
import { delivered, letterOf } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { answeredOn, moved, opened } from './support/routing-events.ts'

const world = () => memoryWorld([], memoryLog(), underLaw())
const answer = answeredOn(2, '2026-12-11')
const annulled = moved(3, 'anular-duplicada', '2026-12-16')
const [amarillo, rojo, fin] = [
  ...['amarillo 2026-12-02T05:00:00.000Z', 'rojo 2026-12-10T05:00:00.000Z', 'fin 2026-12-15T05:00:00.000Z'],
] as const

// A petition of 22 November, due on Monday 14 December, of which routing is heard before notification.
describe('what a term has passed that only a delivery meets', () => {
  it('is no breach when its case ends before the delivery is heard that was in time', async () => {
    const here = world()
    await here.hear(opened(1), answer, annulled)
    expect(await here.types()).toEqual(['ClockStarted', 'FactNoted', 'ClockCancelled'])
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
    expect(await here.types()).toEqual(['ClockStarted', 'FactNoted', 'ClockCancelled', 'ClockMet'])
    expect(await here.ahead('legal')).toEqual([amarillo, rojo])
    expect(await here.now()).toMatchObject({ state: 'met', late: false })
  })
  it('is told of a term that ended, up to its end, once both services are known', async () => {
    const here = world()
    await here.hear(opened(1), answer, annulled)
    expect(await here.ahead('legal')).toEqual([amarillo, rojo, fin])
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-15'))
    expect(await here.ahead('legal')).toEqual([amarillo, rojo, fin])
    expect(await here.now()).toMatchObject({ state: 'met', late: true })
  })
  it('is told of a term that stands still, and of the same term when it goes on', async () => {
    const here = world()
    await here.hear(opened(1), moved(2, 'requerir', '2026-12-03'))
    expect(await here.types()).toEqual(['ClockStarted', 'ClockPaused'])
    expect(await here.ahead('legal')).toEqual([amarillo])
    await here.hear(moved(3, 'completar', '2026-12-10'))
    expect(await here.ahead('legal')).toEqual([
      ...[amarillo, 'rojo 2026-12-16T05:00:00.000Z', 'fin 2026-12-19T05:00:00.000Z'],
    ])
  })
  it('is not forgotten when a new term begins, each of which has its own', async () => {
    const here = world()
    await here.hear(opened(1), annulled, moved(4, 'reabrir-inconforme', '2026-12-21'))
    expect(await here.ahead('legal')).toEqual([
      ...[amarillo, rojo, fin],
      ...[
        'amarillo 2027-01-01T05:00:00.000Z',
        'rojo 2027-01-09T05:00:00.000Z',
        'fin 2027-01-15T05:00:00.000Z',
      ],
    ])
    const state = fold(clockDecider, (await here.events()) as unknown as ClockEvent[])
    expect(
      clockDecider.decide({ type: 'Reach', upTo: '2026-12-20T00:00:00.000Z', calendar }, state),
    ).toMatchObject(
      ['amarillo', 'rojo', undefined].map((rung) => ({ data: { due: '2026-12-14', ...(rung && { rung }) } })),
    )
  })
  it('is not forgotten when the term grows', async () => {
    const here = world()
    await here.hear(opened(1))
    const state = fold(clockDecider, (await here.events()) as unknown as ClockEvent[])
    const asked = { type: 'Extend', amount: 5, on: '2026-12-11', today: '2026-12-11', calendar } as const
    const granted = clockDecider.decide(asked, state) as ClockEvent[]
    expect(granted.map(({ type }) => type)).toEqual(['ClockExtended'])
    const longer = fold(clockDecider, granted, state)
    if (!longer.start) throw new Error('it began')
    expect(
      standing(longer.start, longer, calendar).ahead.map(({ rung, at }) => `${rung} ${at.slice(0, 10)}`),
    ).toEqual([
      'amarillo 2026-12-02',
      'amarillo 2026-12-10',
      'rojo 2026-12-10',
      'rojo 2026-12-17',
      'null 2026-12-22',
    ])
  })
  it('waits for nobody where the law counts an answer when it is sent', async () => {
    const here = memoryWorld([], memoryLog(), underLaw('peticion', { 'answer.countsWhen': 'sent' }))
    await here.hear(opened(1), annulled)
    expect(await here.types()).toEqual([
      ...['ClockStarted', 'ClockWarned', 'ClockWarned', 'ClockBreached', 'ClockCancelled'],
    ])
    expect(await here.ahead('legal')).toEqual([])
  })
})
