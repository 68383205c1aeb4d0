import { publish } from '@ventanilla/bus'
import { withOverlays } from '@ventanilla/calendar'
import { assertPublic } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import type { Recorded } from '@ventanilla/event-log'
import { describe, expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { publications } from '../src/publications.ts'
import {
  annulled,
  answered,
  calendar,
  end,
  extend,
  hear,
  petition,
  reach,
  runs,
  stops,
} from './support/clock-facts.ts'
import { overlay } from './support/memory-world.ts'

const closed = withOverlays([
  overlay(`calendar: cierre
base: co
valid: { from: 2027-01-01, to: 2027-12-31 }
closed: [{ date: 2027-06-08, by: Decreto 20 }]`),
])

/** Everything that a clock can tell. */
function everything(): ClockEvent[] {
  const commands: ClockCommand[] = [
    { type: 'Start', start: petition(), calendar },
    hear(runs(1, '2026-11-23')),
    extend({ amount: 5, reasonRef: '0b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b' }),
    extend({ amount: 30, recordedBy: 'otro', today: '2027-01-01' }),
    hear(stops(2, '2026-12-14')),
    hear(runs(3, '2026-12-20')),
    reach('2028-01-01T00:00:00.000Z'),
    hear(answered(4, '2027-06-01')),
    hear(runs(5, '2027-06-02', 'new-term')),
    {
      ...{ type: 'Recount', calendar, to: closed, act: 'Decreto 20 de 2026', by: 'user:operator' },
      ...{ at: '2027-06-02T16:00:00.000Z', knownUpTo: '2027-06-02T16:00:00.000Z' },
    },
    { ...hear(annulled(6, '2027-06-03')), calendar: closed } as ClockCommand,
    { type: 'Start', start: petition({ received: '1950-01-01' }), calendar },
  ]
  let state = clockDecider.initial
  return commands.flatMap((command) => {
    const decision = clockDecider.decide(command, state)
    if ('refused' in decision) throw new Error(decision.refused)
    state = decision.reduce(clockDecider.evolve, state)
    return [...decision]
  })
}

function recorded({ type, data }: ClockEvent, position: number): Recorded {
  return {
    ...{ entity: 'icetex', position, stream: 'clock/x', version: position, type, actor: 'test' },
    ...{ id: crypto.randomUUID(), data: data as unknown as JsonObject, at: end.at, recordedAt: end.at },
  }
}

describe('what the others learn of a clock', () => {
  const told = everything().map((event, index) => publish('sla-clock', publications, recorded(event, index)))

  it('fits the contracts, and is keyed by the case', () => {
    for (const event of told) {
      if (!event) continue
      assertPublic(event)
      expect(event.subject).toBe(petition().caseId)
    }
    const types = new Set(told.flatMap((event) => (event ? [event.type.split('.')[2]] : [])))
    expect([...types].sort()).toEqual([
      ...['ClockBreached', 'ClockCancelled', 'ClockExtended', 'ClockMet', 'ClockPaused', 'ClockRecounted'],
      'ClockResumed',
      ...['ClockStarted', 'ClockWarned'],
    ])
  })

  it('keeps inside what changes nothing, and calendars', () => {
    const data = { entity: 'icetex' } as never
    expect(publications(recorded({ type: 'FactNoted', data } as never, 1))).toBeUndefined()
    expect(publications(recorded({ type: 'CalendarActivated', data } as never, 1))).toBeUndefined()
    expect(publications(recorded({ type: 'ClocksOpened', data } as never, 1))).toBeUndefined()
  })

  it('tells from which calendar to which, with dates; of a suspended term without', () => {
    const recounted = told.find((event) => event?.type === 'ventanilla.sla-clock.ClockRecounted.v1')
    expect(recounted?.data).toMatchObject({
      ...{ on: '2027-06-02', act: 'Decreto 20 de 2026', from: { id: 'co' }, calendar: { id: 'cierre' } },
      ...{ before: '2027-06-24', due: '2027-06-25', state: 'running', rung: null },
    })
    const paused = {
      on: '2027-06-02',
      from: {},
      to: {},
      paused: true,
      before: '2027-06-24',
      due: '2027-06-25',
    }
    expect(publications(recorded({ type: 'ClockRecounted', data: paused } as never, 1))?.data).toMatchObject({
      ...{ before: null, due: null, state: 'paused' },
    })
  })

  it('carries no more than the contract asks for', () => {
    const extended = told.find((event) => event?.type === 'ventanilla.sla-clock.ClockExtended.v1')
    expect(Object.keys(extended?.data ?? {}).sort()).toEqual([
      ...['amount', 'caseId', 'clockId', 'due', 'flags', 'on', 'reasonRef'],
    ])
  })
})
