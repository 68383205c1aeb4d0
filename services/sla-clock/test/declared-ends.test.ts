import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { answer, assigned, step } from './support/declared-events.ts'
import { declaring, names } from './support/declared-procedure.ts'
import { acknowledgement, delivered } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { opened } from './support/routing-events.ts'

const later = { upTo: '2027-06-01T00:00:00.000Z' }

/** A case of Sunday 22 November that the Defensor asks about on Monday. */
async function atTheDefensor() {
  const world = memoryWorld([], memoryLog(), declaring(...names))
  await world.hear(opened(1), assigned(2, 1, '2026-11-22'), step(3, 'llevar-al-defensor', '2026-11-23'))
  const all = async (asked = {}) => {
    const told = ['legal', ...names].map(async (name) => [name, (await world.now(name, asked))?.state])
    return Object.fromEntries(await Promise.all(told))
  }
  return { ...world, all }
}

/** The same, answered on Tuesday. */
async function answered() {
  const world = await atTheDefensor()
  await world.hear(answer(4, '2026-11-24'), step(5, 'responder:ante-el-defensor', '2026-11-24'))
  return world
}

describe('the end of a case', () => {
  it('ends every clock of it at its instant, and none of them reaches anything any more', async () => {
    const world = memoryWorld([], memoryLog(), declaring(...names))
    await world.hear(opened(1), assigned(2, 1, '2026-11-22'))
    await world.hear(step(3, 'anular-duplicada:asignada', '2026-11-23'))
    for (const name of ['legal', 'acuse', 'nivel-1']) {
      expect(await world.types(name), name).toEqual(['ClockStarted', 'ClockCancelled'])
      expect(await world.now(name, later)).toMatchObject({ state: 'cancelled' })
    }
    expect((await world.explained('acuse')).summary).toContain(
      'El caso terminó el lunes 23 de noviembre de 2026 sin que se cumpliera: Radicada dos veces.',
    )
  })

  it('that is the answer meets what waits for it, and begins what it begins', async () => {
    const world = await answered()
    expect(await world.all(later)).toEqual({
      ...{ legal: 'met', 'nivel-1': 'met', defensor: 'met', acuse: 'cancelled', encuesta: 'breached' },
    })
    expect(await world.now('defensor')).toMatchObject({ due: '2026-12-03', late: false })
    expect(await world.now('encuesta')).toMatchObject({ state: 'running', due: '2026-11-27' })
    expect((await world.explained('encuesta')).summary).toContain(
      '«Encuesta de servicio» empezó el martes 24 de noviembre de 2026.',
    )
  })

  it.each([false, true])('meets a clock by the move that it names, recorded: %s', async (recorded) => {
    const world = await answered()
    await world.hear(step(6, 'cerrar-con-encuesta', '2026-11-26', { recorded }))
    expect(await world.now('encuesta')).toMatchObject({ state: 'met', late: false })
  })

  it('ends a clock that began in an end when nothing is left to be done', async () => {
    const world = await answered()
    await world.hear(step(6, 'cerrar', '2026-11-26'))
    expect(await world.now('encuesta', later)).toMatchObject({ state: 'cancelled' })
  })
})

describe('a case that is opened again', () => {
  it('does with each clock what it says', async () => {
    const world = await answered()
    await world.hear(step(6, 'reabrir-sin-fondo:respondida', '2026-11-30'))
    expect(await world.all()).toMatchObject({
      ...{ 'nivel-1': 'running', defensor: 'running', acuse: 'cancelled', encuesta: 'running' },
    })
    // A new term from the 30th; the seven days that were left after the 24th, without those in between.
    expect(await world.now('nivel-1')).toMatchObject({ due: '2026-12-02' })
    expect(await world.now('defensor')).toMatchObject({ due: '2026-12-10' })
    expect((await world.types('nivel-2')).length).toBe(0)
  })

  it('goes on with a clock that began in its end, also when it ends there again', async () => {
    const world = await answered()
    await world.hear(step(6, 'reabrir-sin-fondo:respondida', '2026-11-25'), answer(7, '2026-11-26'))
    await world.hear(step(8, 'responder:reabierta', '2026-11-26'))
    expect(await world.types('encuesta')).toEqual(['ClockStarted'])
    expect(await world.now('encuesta')).toMatchObject({ state: 'running', due: '2026-11-27' })
  })

  it('may meet one by being opened', async () => {
    const world = await answered()
    await world.hear(step(6, 'reabrir-inconforme:respondida', '2026-11-25'))
    expect(await world.now('encuesta')).toMatchObject({ state: 'met', late: false })
  })

  it('leaves alone what had been met before it ended', async () => {
    const world = await atTheDefensor()
    await world.hearLetters(delivered(1, acknowledgement, '2026-11-23'))
    await world.hear(assigned(4, 2, '2026-11-24'), answer(5, '2026-11-25'))
    await world.hear(step(6, 'responder:ante-el-defensor', '2026-11-25'))
    await world.hear(step(7, 'reabrir-sin-fondo:respondida', '2026-11-30'))
    expect(await world.all()).toMatchObject({ acuse: 'met', 'nivel-1': 'met', 'nivel-2': 'running' })
  })

  it('begins anew what it comes to again, once more', async () => {
    const world = await answered()
    await world.hear(step(6, 'reabrir-inconforme:respondida', '2026-11-25'))
    await world.hear(answer(7, '2026-12-01'), step(8, 'responder:reabierta', '2026-12-01'))
    expect(await world.types('encuesta')).toEqual(['ClockStarted', 'ClockMet', 'ClockResumed'])
    expect(await world.now('encuesta')).toMatchObject({ state: 'running', due: '2026-12-04' })
  })
})
