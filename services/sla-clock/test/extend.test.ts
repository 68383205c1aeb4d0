import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent, ClockExtended } from '../src/domain/clock-events.ts'
import type { ClockStart } from '../src/domain/facts.ts'
import {
  annulled,
  answered,
  calendar,
  end,
  extend,
  hear,
  ids,
  reach,
  rojo,
  runs,
  started,
  stops,
} from './support/clock-facts.ts'

/** The history that these commands leave. */
function after(commands: Parameters<typeof clockDecider.decide>[0][], changes: Partial<ClockStart> = {}) {
  let events: ClockEvent[] = [started(changes)]
  for (const command of commands) {
    const { state } = given(clockDecider, ...events)
    const decision = clockDecider.decide(command, state)
    if ('refused' in decision) throw new Error(decision.refused)
    events = [...events, ...decision]
  }
  return given(clockDecider, ...events)
}

const extended = (changes: Partial<ClockExtended['data']> = {}): ClockEvent => ({
  type: 'ClockExtended',
  data: {
    ...ids(),
    ...{ amount: 10, on: '2026-12-11', flags: [], extension: 10, due: '2026-12-29' },
    ...{ received: '2026-11-22', breached: false },
    marks: [
      { at: '2026-12-17T05:00:00.000Z', rung: 'amarillo' },
      { at: '2026-12-24T05:00:00.000Z', rung: 'rojo' },
      { at: '2026-12-30T05:00:00.000Z', rung: null },
    ],
    ...changes,
  },
})
const quiet = reach(rojo.at)
const recorded = { recordedBy: 'sistema-anterior', today: '2027-02-01' }
const flags = (given: ReturnType<typeof after>, command: ReturnType<typeof extend>) => {
  const decision = clockDecider.decide(command, given.state)
  if ('refused' in decision) throw new Error(decision.refused)
  const event = decision.find(({ type }) => type === 'ClockExtended') as ClockExtended
  return event.data.flags
}

describe('a user extends a term', () => {
  it('before it ends, and its rungs lie ahead again', () => {
    after([quiet])
      .when(extend({ reasonRef: '0b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b' }))
      .then(extended({ reasonRef: '0b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b' }))
  })
  it('on its last day, and no later: Ley 1755 de 2015, art. 14 par.', () => {
    const last = '2026-12-14'
    after([quiet])
      .when(extend({ on: last, today: last }))
      .then(extended({ on: last }))
    after([quiet, reach(end.at)])
      .when(extend({ on: '2026-12-15', today: '2026-12-15' }))
      .thenRefused('extension-after-due')
  })
  it('and does not make up for a forgotten one by dating it back', () => {
    after([reach(end.at)])
      .when(extend({ on: '2026-12-11', today: '2026-12-15' }))
      .thenRefused('extension-after-due')
  })
  it('up to double, and no further', () => {
    after([])
      .when(extend({ amount: 16 }))
      .thenRefused('extension-beyond-double')
    expect(flags(after([]), extend({ amount: 15 }))).toEqual([])
  })
  it('once', () => {
    after([extend({ amount: 5 })])
      .when(extend({ amount: 5 }))
      .thenRefused('already-extended')
  })
  it('not while it is suspended', () => {
    after([hear(stops(5, '2026-11-26'))])
      .when(extend())
      .thenRefused('clock-paused')
  })
  it('not when its case was answered or annulled', () => {
    after([hear(answered(9, '2026-12-01'))])
      .when(extend())
      .thenRefused('clock-ended')
    after([hear(annulled(9, '2026-12-01'))])
      .when(extend())
      .thenRefused('clock-ended')
  })
  it('not before there is a term', () => {
    given(clockDecider).when(extend()).thenRefused('clock-not-started')
  })
  it('not on a day that has not come, nor before the term began', () => {
    after([])
      .when(extend({ on: '2026-12-12' }))
      .thenRefused('extension-in-future')
    after([])
      .when(extend({ on: '2026-11-21' }))
      .thenRefused('extension-before-received')
  })
  it('not when its regime knows no extension, nor beyond what it admits', () => {
    const rules = (longestExtension: number) => ({
      rules: { pauseDay: 'counts', resumeDay: 'counts', longestExtension } as const,
    })
    after([], rules(0)).when(extend()).thenRefused('extension-not-allowed')
    after([], rules(5))
      .when(extend({ amount: 6 }))
      .thenRefused('extension-beyond-limit')
  })
  it('of a reopened case with a new term, although the first term was extended', () => {
    const reopened = after([
      extend(),
      hear(answered(9, '2026-12-15')),
      hear(runs(12, '2026-12-21', 'new-term')),
    ])
    expect(flags(reopened, extend({ on: '2026-12-28', today: '2026-12-28' }))).toEqual([])
  })
})

describe('an extension that another system recorded', () => {
  it('is taken with what it breaks', () => {
    const late = after([reach(end.at)])
    expect(flags(late, extend({ ...recorded, amount: 20, on: '2026-12-18' }))).toEqual([
      'extension-after-due',
      'extension-beyond-double',
    ])
    const twice = after([extend({ amount: 10 })])
    expect(flags(twice, extend({ ...recorded, amount: 10 }))).toEqual([
      'already-extended',
      'extension-beyond-double',
    ])
    expect(flags(after([hear(stops(5, '2026-11-26'))]), extend(recorded))).toEqual(['clock-paused'])
    expect(flags(after([]), extend({ ...recorded, on: '2026-11-01' }))).toEqual(['extension-before-received'])
  })
  it('is judged by its own day, not by the day on which it is told', () => {
    expect(flags(after([]), extend({ ...recorded, on: '2026-12-14' }))).toEqual([])
  })
  it('before the answer makes it timely, also when it is heard after', () => {
    const late = after([hear(answered(9, '2026-12-18'))])
    late
      .when(extend({ ...recorded, on: '2026-12-11' }))
      .then(extended({ flags: ['clock-ended'], recordedBy: 'sistema-anterior', marks: [] }), {
        type: 'ClockMet',
        data: { ...ids(), fact: answered(9, '2026-12-18'), on: '2026-12-18', due: '2026-12-29', late: false },
      })
  })
  it('tells first what the term had reached by then', () => {
    const decision = clockDecider.decide(extend({ ...recorded, on: '2026-12-18' }), after([]).state)
    expect('refused' in decision ? [] : decision.map(({ type }) => type)).toEqual([
      ...['ClockWarned', 'ClockWarned', 'ClockBreached', 'ClockExtended'],
    ])
  })
  it('cannot come from the future, nor make a term absurd', () => {
    after([])
      .when(extend({ ...recorded, on: '2027-02-02' }))
      .thenRefused('extension-in-future')
    after([])
      .when(extend({ ...recorded, amount: 3636 }))
      .thenRefused('term-too-long')
  })
  it('of a suspended term tells the date that it would have if it went on that day', () => {
    const decision = clockDecider.decide(
      extend({ ...recorded, on: '2026-12-01' }),
      after([hear(stops(5, '2026-11-26'))]).state,
    )
    const event = 'refused' in decision ? undefined : decision[0]
    // Four days counted, the fifth is 1 December: 25 of them end on 31 December (two holidays in between).
    expect(event).toMatchObject({ type: 'ClockExtended', data: { due: '2026-12-31', marks: [] } })
    expect(calendar.day('2026-12-25').why).toBe('holiday')
  })
})
