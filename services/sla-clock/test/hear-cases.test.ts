import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { caseStream, clockIdOf, clockStream } from '../src/commands/streams.ts'
import { memoryWorld } from './support/memory-world.ts'
import { agreement, answeredOn, caseId, entity, legal, moved, opened } from './support/routing-events.ts'

describe('what routing tells of a case', () => {
  it('starts its clocks, each in a stream of its own', async () => {
    const world = memoryWorld()
    await world.hear(opened(1, [legal, { ...legal, clock: 'nivel-1', amount: 3 }]))
    expect(await world.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
    expect(await world.now('nivel-1')).toMatchObject({ due: '2026-11-25' })
    const [event] = await world.events()
    expect(event).toMatchObject({
      ...{ stream: clockStream(clockIdOf(caseId, 'legal')), at: opened(1).at, cause: opened(1).id },
      data: {
        calendar: { id: 'co', version: 'co@1' },
        rules: { resumeDay: 'not-counted', longestExtension: 15 },
      },
    })
  })

  it('knows from the procedure what may not be extended', async () => {
    const world = memoryWorld()
    await world.hear(opened(1, [agreement]))
    expect((await world.events('ans'))[0]?.data.rules).toMatchObject({
      longestExtension: 0,
      pauseDay: 'counts',
    })
  })

  it('writes nothing for moves that are no matter of the term', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), moved(2, 'asignar', '2026-11-23'), moved(3, 'iniciar', '2026-11-24'))
    await world.hear(answeredOn(4, '2026-11-26'), moved(5, 'responder', '2026-11-26'))
    await world.hear(moved(6, 'cerrar', '2026-11-27'))
    expect(await world.types()).toEqual(['ClockStarted', 'ClockMet'])
  })

  it('stops, resumes, ends and begins the term anew as the procedure says', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), moved(2, 'requerir', '2026-11-26'), moved(3, 'completar', '2026-12-03'))
    expect(await world.now()).toMatchObject({ due: '2026-12-21' })
    await world.hear(answeredOn(4, '2026-12-04'), moved(5, 'responder', '2026-12-04'))
    await world.hear(moved(6, 'cerrar', '2026-12-05'), moved(7, 'reabrir-inconforme', '2026-12-21'))
    expect(await world.types()).toEqual([
      ...['ClockStarted', 'ClockPaused', 'ClockResumed', 'ClockMet', 'ClockResumed'],
    ])
    expect(await world.now()).toMatchObject({ state: 'running', due: '2027-01-14' })
  })

  it('cancels a term whose case is annulled', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), moved(2, 'anular-duplicada', '2026-11-25'))
    const last = (await world.events()).at(-1)
    expect(last).toMatchObject({ type: 'ClockCancelled', data: { reason: 'Radicada dos veces' } })
  })

  it('fulfils an agreement by the end of the request, on the day that the solution was delivered', async () => {
    const world = memoryWorld()
    await world.hear(opened(1, [agreement]), moved(2, 'solucionar', '2026-12-10'))
    // What was solved counts as answered on that day, once it is accepted.
    await world.hear(answeredOn(3, '2026-12-10'), moved(4, 'cerrar-validado', '2026-12-30'))
    expect(await world.now('ans')).toMatchObject({ state: 'met', late: false, due: '2026-12-10' })
  })

  it('fulfils an agreement also where no answer is told, and not by an annulment', async () => {
    const closed = memoryWorld()
    await closed.hear(opened(1, [agreement]), moved(2, 'solucionar', '2026-12-10'))
    await closed.hear(moved(3, 'cerrar-validado', '2026-12-30'))
    expect(await closed.now('ans')).toMatchObject({ state: 'met', late: false })
    const annulled = memoryWorld()
    await annulled.hear(opened(1, [agreement]), moved(2, 'anular-en-proceso-repetido', '2026-12-10'))
    expect(await annulled.now('ans')).toMatchObject({ state: 'cancelled' })
  })

  it('keeps an answer that comes before the opening, and gives it its effect then', async () => {
    const world = memoryWorld()
    await world.hear(answeredOn(9, '2026-12-01'))
    expect(await world.now()).toBeUndefined()
    await world.hear(opened(1))
    expect(await world.now()).toMatchObject({ state: 'met', late: false })
    const { events } = await world.log.stream(caseStream(caseId))
    expect(events.map(({ type }) => type)).toEqual(['FactHeld', 'ClocksOpened'])
    expect((await world.events()).at(-1)?.at).toBe(answeredOn(9, '2026-12-01').at)
  })

  it('goes without the definition of the procedure, by what the events say', async () => {
    const world = memoryWorld([], memoryLog(), () => undefined)
    await world.hear(opened(1), moved(2, 'asignar', '2026-11-23'), moved(3, 'requerir', '2026-11-26'))
    await world.hear(moved(4, 'completar', '2026-12-03'), moved(6, 'responder', '2026-12-04'))
    expect(await world.now()).toMatchObject({ state: 'cancelled' })
    await world.hear(answeredOn(5, '2026-12-04'))
    expect(await world.now()).toMatchObject({ state: 'met', late: false, due: '2026-12-21' })
  })

  it('is heard once, by however many replicas', async () => {
    const world = memoryWorld()
    expect(await world.hear(opened(1))).toBe('done')
    const replica = memoryWorld([], world.log)
    expect(await replica.hear(opened(1))).toBe('moved')
    expect(await world.types()).toEqual(['ClockStarted'])
  })

  it('is decided again when the clock moved meanwhile', async () => {
    const log = memoryLog()
    const before = memoryWorld([], log)
    await before.hear(opened(1))
    const clock = clockStream(clockIdOf(caseId, 'legal'))
    let raced = false
    const racing = {
      ...log,
      async streams(ids: readonly string[]) {
        const found = await log.streams(ids)
        if (raced || !ids.includes(clock)) return found
        raced = true
        const start = found.get(clock)?.events[0]?.data
        const told = { clockId: String(start?.clockId), caseId, rung: 'amarillo', due: '2026-12-14' }
        const data = { ...told, nominal: '2026-12-02T05:00:00.000Z' }
        const event = { id: crypto.randomUUID(), type: 'ClockWarned', data, at: data.nominal }
        await log.write(entity, {
          appends: [{ stream: clock, expected: 1, events: [event], actor: 'other' }],
        })
        return found
      },
    }
    const world = memoryWorld([], racing)
    await world.handle({
      ...{ source: 'routing', entity, events: [answeredOn(2, '2026-12-03')] },
      places: [{ consumer: 'sla-clock', source: `routing/${entity}`, expected: 1, next: 2 }],
    })
    expect(await world.types()).toEqual(['ClockStarted', 'ClockWarned', 'ClockMet'])
  })
})
