import { fold } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { standing } from '../src/domain/standing.ts'
import { calendar, extend, ids, petition, reach } from './support/clock-facts.ts'

/** Nine hours in which somebody attends, from nine on a Monday: until nine on Tuesday. */
const start = petition({
  ...{ received: '2026-11-23', amount: 9, unit: 'business-hours', ladder: [{ id: 'rojo', remaining: 1 }] },
  rules: { pauseDay: 'counts', resumeDay: 'not-counted', longestExtension: 9 },
  law: {
    ...{ regime: 'peticion', version: '2022-05-18', receivedAt: '2026-11-23T14:00:00.000Z' },
    parameters: { 'term.amount': '9', 'term.unit': 'business-hours', 'answer.countsWhen': 'sent' },
  },
})
const begun = clockDecider.decide({ type: 'Start', start, calendar }, clockDecider.initial) as ClockEvent[]
const asked = (at: string, on = at.slice(0, 10)) =>
  extend({ amount: 9, on, today: at.slice(0, 10), at, reasonRef: '6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3c' })

describe('a term in hours', () => {
  it('given it runs, when it is extended a minute before its end, then it ends nine open hours later', () => {
    const told = clockDecider.decide(
      asked('2026-11-24T13:59:00.000Z'),
      fold(clockDecider, begun),
    ) as ClockEvent[]
    expect(told.map(({ type }) => type)).toEqual(['ClockWarned', 'ClockExtended'])
    expect(told[0]?.data).toMatchObject({ rung: 'rojo', nominal: '2026-11-23T22:00:00.000Z' })
    expect(told[1]?.data).toMatchObject({ due: '2026-11-25', extension: 9, flags: [] })
    const { count } = standing(start, fold(clockDecider, [...begun, ...told]), calendar)
    expect(count.endsAt).toBe('2026-11-25T14:00:00.000Z')
  })

  it('given its hour has come, when it is to be extended on the same day, then it is too late', () => {
    for (const late of [asked('2026-11-24T14:00:00.000Z'), asked('2026-11-24T15:00:00.000Z', '2026-11-23')])
      given(clockDecider, ...begun)
        .when(late)
        .thenRefused('extension-after-due')
  })

  it('given another system extended it the day before, when that is told, then all of that day is taken', () => {
    const recorded = { ...asked('2026-11-26T15:00:00.000Z', '2026-11-23'), recordedBy: 'sistema-anterior' }
    const told = clockDecider.decide(recorded, fold(clockDecider, begun)) as ClockEvent[]
    expect(told.at(-1)?.data).toMatchObject({ due: '2026-11-25', flags: [] })
  })

  it('given more than its law admits, when it is asked for, then its unit is told', () => {
    const decision = clockDecider.decide(
      { ...asked('2026-11-24T13:00:00.000Z'), amount: 10 },
      fold(clockDecider, begun),
    )
    expect(decision).toMatchObject({
      refused: 'extension-beyond-double',
      detail: 'Se pueden agregar 9 horas hábiles como máximo.',
    })
  })

  it('given nobody answers, when business time comes to its end, then it is told at that instant', () => {
    const told = clockDecider.decide(
      reach('2026-11-24T14:00:00.000Z'),
      fold(clockDecider, begun),
    ) as ClockEvent[]
    expect(told.at(-1)).toEqual({
      type: 'ClockBreached',
      data: { ...ids(start), due: '2026-11-24', nominal: '2026-11-24T14:00:00.000Z' },
    })
  })
})
