import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { caseStream, clockIdOf } from '../src/commands/streams.ts'
import { answer, assigned, step } from './support/declared-events.ts'
import { declared, declaring, names } from './support/declared-procedure.ts'
import { acknowledgement, bounced, delivered, nobody } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { caseId, opened } from './support/routing-events.ts'

/** A case that came in on Sunday 22 November and went to the first level at once. */
async function received(...ids: readonly string[]) {
  const world = memoryWorld([], memoryLog(), declaring(...(ids.length > 0 ? ids : names)))
  await world.hear(opened(1), assigned(2, 1, '2026-11-22'))
  const standing = async (clock: string) => (await world.now(clock))?.state
  return {
    ...world,
    standing,
    all: async () =>
      Object.fromEntries(await Promise.all(['legal', ...names].map(async (n) => [n, await standing(n)]))),
  }
}

describe('clocks that a procedure declares', () => {
  it('begin with the case, with its level, or not yet, each in a stream of its own', async () => {
    const world = await received()
    expect(await world.all()).toEqual({ legal: 'running', acuse: 'running', 'nivel-1': 'running' })
    const { events } = await world.log.stream(caseStream(caseId))
    expect(events[0]).toMatchObject({ type: 'ClocksOpened', data: { kind: 'reclamo' } })
    expect(events[0]?.data.clocks).toEqual([
      { clock: 'legal', clockId: clockIdOf(caseId, 'legal') },
      ...names.map((clock) => ({ clock, clockId: clockIdOf(caseId, clock), declared: true })),
    ])
    expect((await world.events('nivel-1'))[0]).toMatchObject({
      at: assigned(2, 1, '2026-11-22').at,
      data: {
        ...{ clock: 'nivel-1', regime: 'interno', source: 'Prueba, nivel 1', kind: 'reclamo' },
        ...{ received: '2026-11-22', amount: 2, due: '2026-11-24', declared: { name: 'Nivel 1' } },
        rules: { longestExtension: 0 },
        ladder: [{ id: 'rojo', remaining: 1 }],
      },
    })
    expect((await world.events('acuse'))[0]?.data).toMatchObject({
      ...{ declared: { name: 'Acuse de recibo', byLetter: true }, rules: { longestExtension: 2 } },
    })
  })

  it('are for the kinds that they name', async () => {
    const find = declaring('defensor', 'nivel-1')
    const world = memoryWorld([], memoryLog(), (...asked) => {
      const found = find(...asked)
      return found && { ...found, clocks: found.clocks.map((one) => ({ ...one, kinds: ['queja'] })) }
    })
    await world.hear(opened(1), assigned(2, 1, '2026-11-22'))
    expect(await world.types('nivel-1')).toEqual([])
    const { events } = await world.log.stream(caseStream(caseId))
    expect(events.map(({ type }) => type)).toEqual(['ClocksOpened'])
  })

  it('change nothing for a case whose procedure declares none', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), assigned(2, 1, '2026-11-22'), step(3, 'asignar', '2026-11-22'))
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-23'))
    const { events } = await world.log.stream(caseStream(caseId))
    expect(events.map(({ type }) => type)).toEqual(['ClocksOpened'])
    expect(events[0]?.data).not.toHaveProperty('kind')
    expect(await world.types()).toEqual(['ClockStarted'])
    expect((await world.events())[0]?.data).not.toHaveProperty('declared')
  })

  it('begin by what came before the opening was heard, too', async () => {
    const world = memoryWorld([], memoryLog(), declaring(...names))
    await world.hear(assigned(2, 1, '2026-11-22'))
    await world.hear(opened(1))
    expect(await world.now('nivel-1')).toMatchObject({ state: 'running', due: '2026-11-24' })
  })

  it('that can not be counted keep nobody waiting, and are not tried again', async () => {
    const find = declaring('nivel-1', 'acuse')
    const world = memoryWorld([], memoryLog(), (...asked) => {
      const found = find(...asked)
      const absurd = { amount: 3650, unit: 'business-days' as const }
      const clocks = found?.clocks.map((one) => (one.id === 'nivel-1' ? { ...one, term: absurd } : one))
      return found && { ...found, clocks: clocks ?? [] }
    })
    await world.hear(opened(1), assigned(2, 1, '2190-11-22'))
    await world.hear(assigned(3, 2, '2190-11-23'), assigned(4, 1, '2190-11-24'))
    expect(await world.types('nivel-1')).toEqual(['ClockNotStarted'])
    expect((await world.now('acuse'))?.state).toBe('running')
  })
})

describe('the acknowledgement', () => {
  it('is met by the receipt that was sent, which is no matter of any other clock', async () => {
    const world = await received()
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-24'))
    expect(await world.now('acuse')).toMatchObject({ state: 'met', late: false, due: '2026-11-24' })
    expect(await world.types()).toEqual(['ClockStarted'])
    expect(await world.all()).toMatchObject({ legal: 'running', 'nivel-1': 'running' })
  })

  it('is met late the day after, and not by a receipt that could not be sent', async () => {
    const world = await received()
    await world.hearLetters(bounced(1, acknowledgement, '2026-11-23'))
    expect(await world.types('acuse')).toEqual(['ClockStarted'])
    await world.hearLetters(delivered(2, acknowledgement, '2026-11-25'))
    expect(await world.types('acuse')).toEqual(['ClockStarted', 'ClockMet'])
    expect(await world.now('acuse')).toMatchObject({ state: 'met', late: true })
  })

  it.each(['receipt first', 'end first'])(
    'counts by the instants of two services, whichever is heard first: %s',
    async (order) => {
      const receipt = delivered(1, acknowledgement, '2026-11-23') // at eleven
      for (const [hour, state] of [
        ['15', 'cancelled'],
        ['17', 'met'],
      ] as const) {
        const world = await received()
        if (order === 'receipt first') await world.hearLetters(receipt)
        await world.hear(step(3, 'anular-duplicada:asignada', '2026-11-23', { hour }))
        if (order === 'end first') await world.hearLetters(receipt)
        expect(await world.now('acuse'), hour).toMatchObject({ state, term: { phase: { on: '2026-11-23' } } })
      }
    },
  )
})

describe('the acknowledgement where nobody is sent one', () => {
  it('is what they were given where they filed', async () => {
    const world = await received()
    await world.hearLetters(nobody(1, '2026-11-22'))
    expect(await world.types('acuse')).toEqual(['ClockStarted', 'ClockMet'])
    expect(await world.now('acuse', { upTo: '2027-06-01T00:00:00.000Z' })).toMatchObject({
      ...{ state: 'met', late: false, due: '2026-11-24', term: { phase: { on: '2026-11-22' } } },
    })
    expect(await world.ahead('acuse')).toEqual([])
    expect(await world.standing('legal')).toBe('running')
  })
  it('is it also when that is heard before the case is, and after its end', async () => {
    const early = memoryWorld([], memoryLog(), declaring('acuse'))
    await early.hearLetters(nobody(1, '2026-11-22'))
    await early.hear(opened(1))
    expect(await early.now('acuse')).toMatchObject({ state: 'met', late: false })
    const late = await received('acuse')
    await late.hear(step(3, 'anular-duplicada:asignada', '2026-11-26'))
    await late.hearLetters(nobody(1, '2026-11-22'))
    expect(await late.now('acuse')).toMatchObject({ state: 'met', late: false })
    expect(await late.ahead('acuse')).toEqual([])
  })
  it('is it for who left no address, and not for whose server refused the letter', async () => {
    const world = await received()
    await world.hearLetters(bounced(1, acknowledgement, '2026-11-23', true, 'rejected'))
    expect(await world.standing('acuse')).toBe('running')
    const other = await received()
    await other.hearLetters(bounced(1, acknowledgement, '2026-11-22', true, 'no-address'))
    expect(await other.now('acuse')).toMatchObject({ state: 'met', late: false })
  })
})

describe('what a clock has reached that two services may end', () => {
  const annulled = step(3, 'anular-duplicada:asignada', '2026-11-26')

  it('is not told before both are known: the receipt may be on its way', async () => {
    const world = await received()
    await world.hear(annulled)
    expect(await world.types('nivel-1')).toContain('ClockBreached')
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-24'))
    expect(await world.types('acuse')).toEqual(['ClockStarted', 'ClockCancelled', 'ClockMet'])
    expect(await world.now('acuse', { upTo: '2026-12-01T00:00:00.000Z' })).toMatchObject({
      state: 'met',
      late: false,
    })
  })

  it('is told of an ended one, up to its end', async () => {
    const world = await received()
    await world.hear(annulled)
    expect(await world.ahead('acuse')).toEqual([
      ...['rojo 2026-11-24T05:00:00.000Z', 'fin 2026-11-25T05:00:00.000Z'],
    ])
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-24'))
    expect(await world.ahead('acuse')).toEqual(['rojo 2026-11-24T05:00:00.000Z'])
  })

  it('nor when it is the end of the case that is on its way', async () => {
    const world = await received()
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-26'))
    expect(await world.ahead('acuse')).toHaveLength(2)
    await world.hear(step(3, 'anular-duplicada:asignada', '2026-11-23'))
    expect(await world.types('acuse')).toEqual(['ClockStarted', 'ClockMet', 'ClockCancelled'])
    expect(await world.ahead('acuse')).toEqual([])
  })
})

describe('a clock that starts with the state in which a case is opened', () => {
  it('begins with the case: no move leads there', async () => {
    const clocks = declared.clocks.flatMap((one) => {
      const inFirst = { ...one, starts: { state: declared.initial }, meets: ['leaving' as const] }
      return one.id === 'encuesta' ? [inFirst] : []
    })
    const world = memoryWorld([], memoryLog(), () => ({ ...declared, clocks }))
    await world.hear(opened(1))
    expect(await world.now('encuesta')).toMatchObject({ state: 'running', due: '2026-11-25' })
    await world.hear(step(2, 'asignar', '2026-11-24'))
    expect(await world.now('encuesta')).toMatchObject({ state: 'met', late: false })
  })
})

describe('a level', () => {
  it('is met by leaving it, and the next begins', async () => {
    const world = await received()
    await world.hear(assigned(3, 2, '2026-11-24'))
    expect(await world.now('nivel-1')).toMatchObject({ state: 'met', late: false })
    expect(await world.now('nivel-2')).toMatchObject({ state: 'running', due: '2026-12-01' })
    await world.hear(assigned(4, 3, '2026-12-02'))
    expect(await world.now('nivel-2')).toMatchObject({ state: 'met', late: true })
    expect(await world.types('nivel-2')).toEqual([
      ...['ClockStarted', 'ClockWarned', 'ClockBreached', 'ClockMet'],
    ])
    expect(await world.now('nivel-3')).toMatchObject({ state: 'running', due: '2026-12-15' })
    expect(await world.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
  })

  it('runs anew each time that the case comes to it, and not for another officer of it', async () => {
    const world = await received()
    await world.hear(assigned(3, 1, '2026-11-23'), assigned(4, 2, '2026-11-24'))
    await world.hear(assigned(5, 1, '2026-11-30'), assigned(6, 1, '2026-12-01'))
    expect(await world.types('nivel-1')).toEqual([
      ...['ClockStarted', 'ClockWarned', 'ClockMet', 'ClockResumed'],
    ])
    expect(await world.now('nivel-1')).toMatchObject({ state: 'running', due: '2026-12-02' })
    expect((await world.explained('nivel-1')).summary).toContain(
      '«Nivel 1» empezó de nuevo el lunes 30 de noviembre de 2026.',
    )
  })

  it('stands still with the term where its clock says so', async () => {
    const world = await received()
    await world.hear(step(3, 'requerir:asignada', '2026-11-23'))
    expect(await world.all()).toMatchObject({ legal: 'paused', 'nivel-1': 'paused', acuse: 'running' })
    await world.hear(assigned(4, 2, '2026-11-25'))
    expect(await world.now('nivel-1')).toMatchObject({ state: 'met', late: false })
    expect(await world.types('nivel-2')).toEqual(['ClockStarted', 'ClockPaused'])
    await world.hear(assigned(5, 1, '2026-11-26'))
    expect(await world.types('nivel-1')).toEqual([
      ...['ClockStarted', 'ClockPaused', 'ClockMet', 'ClockResumed', 'ClockPaused'],
    ])
    await world.hear(step(6, 'completar', '2026-12-03'))
    expect(await world.now('nivel-1')).toMatchObject({ state: 'running', due: '2026-12-07' })
  })

  it('that is given while the case is over begins when it is opened again', async () => {
    const world = await received()
    await world.hear(answer(3, '2026-11-23'), step(4, 'responder:asignada', '2026-11-23'))
    await world.hear(assigned(5, 2, '2026-11-24'))
    expect(await world.types('nivel-2')).toEqual([])
    await world.hear(step(6, 'reabrir-sin-fondo:respondida', '2026-11-30'))
    expect(await world.now('nivel-2')).toMatchObject({ state: 'running', due: '2026-12-07' })
    expect(await world.standing('nivel-1')).toBe('met')
  })
})
