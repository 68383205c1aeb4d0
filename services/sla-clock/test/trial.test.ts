import type { PublicEvent } from '@ventanilla/contracts'
import { messageIdOf } from '@ventanilla/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tryClocks } from '../src/trial.ts'
import { declared } from './support/declared-procedure.ts'
import { findProcedure, memoryWorld, overlay } from './support/memory-world.ts'
import { answeredOn, caseId, entity, event, legal, moved, opened } from './support/routing-events.ts'

const pqrsd = findProcedure(entity, 'pqrsd', 1)
if (pqrsd === undefined) throw new Error('no procedure')
const about = { entity, overlays: [], procedure: pqrsd }

/** Asked for, completed, answered, opened again: of these any number comes. */
const life = [
  opened(1),
  moved(2, 'requerir', '2026-11-26'),
  moved(3, 'completar', '2026-12-03'),
  answeredOn(4, '2026-12-04'),
  moved(5, 'responder', '2026-12-04'),
  moved(6, 'cerrar', '2026-12-05'),
  moved(7, 'reabrir-inconforme', '2026-12-21'),
]

describe('a case that is tried on nothing', () => {
  it('has the clocks that the service would have, whatever has been told and whenever it is asked', async () => {
    const days = fc
      .integer({ min: 20, max: 90 })
      .map((day) => new Date(Date.UTC(2026, 10, day, 12)).toISOString())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: life.length }), days, async (count, upTo) => {
        const events = life.slice(0, count)
        const world = memoryWorld()
        await world.hear(...events)
        const there = await world.now('legal', { upTo })
        const [tried] = await tryClocks({ ...about, events, upTo })
        expect(tried).toMatchObject({ clock: 'legal', state: there?.state, late: there?.late ?? null })
        expect(tried?.due).toBe(there?.state === 'paused' ? null : (there?.due ?? null))
      }),
      { numRuns: 60 },
    )
  })

  it('passes its rungs and its end at their instants', async () => {
    const at = (upTo: string) => tryClocks({ ...about, events: [opened(1)], upTo })
    expect((await at('2026-12-02T04:59:59.000Z'))[0]?.passed).toEqual([])
    expect(await at('2026-12-20T12:00:00.000Z')).toEqual([
      {
        ...{ clock: 'legal', name: null, amount: 15, unit: 'business-days' },
        ...{ state: 'breached', due: '2026-12-14', late: null },
        passed: [
          { rung: 'amarillo', at: '2026-12-02T05:00:00.000Z' },
          { rung: 'rojo', at: '2026-12-10T05:00:00.000Z' },
          { rung: null, at: '2026-12-15T05:00:00.000Z' },
        ],
      },
    ])
  })

  it('is counted by the calendars that are given', async () => {
    const closed = overlay(
      'calendar: x\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\nclosed: [{ date: 2026-12-09, by: Decreto 1 }]\n',
    )
    const trial = { ...about, events: [opened(1)], upTo: '2026-11-23T12:00:00.000Z' }
    expect((await tryClocks({ ...trial, overlays: [closed] }))[0]?.due).toBe('2026-12-15')
  })

  it('has the clocks that its procedure declares, and hears of letters', async () => {
    const data = { messageId: messageIdOf(caseId, 'acuse'), caseId, smtpMessageId: 'prueba' }
    const sent = {
      ...event('ventanilla.notification.MessageSent.v1', 1, '2026-11-23T15:00:00.000Z', data, caseId),
      source: 'notification',
    } as PublicEvent
    const trial = { entity, overlays: [], procedure: declared, upTo: '2026-11-24T15:00:00.000Z' }
    const states = async (events: PublicEvent[]) =>
      Object.fromEntries((await tryClocks({ ...trial, events })).map(({ clock, state }) => [clock, state]))
    const before = await states([opened(1, [legal])])
    expect(before).toMatchObject({ legal: 'running', acuse: 'running' })
    expect(await states([opened(1, [legal]), sent])).toEqual({ ...before, acuse: 'met' })
  })

  it('has none while it isn’t open', async () => {
    expect(await tryClocks({ ...about, events: [], upTo: '2026-11-24T15:00:00.000Z' })).toEqual([])
  })
})
