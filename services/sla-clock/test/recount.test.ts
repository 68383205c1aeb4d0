import { nationalCalendar, withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent, ClockRecounted } from '../src/domain/clock-events.ts'
import { noClock } from '../src/domain/clock-state.ts'
import { explain } from '../src/domain/explain.ts'
import type { RecountUnder } from '../src/domain/recount.ts'
import {
  amarillo,
  answered,
  calendar,
  end,
  extend,
  ids,
  petition,
  reach,
  rojo,
  started,
  stops,
} from './support/clock-facts.ts'
import { overlay } from './support/memory-world.ts'

const closing = (...dates: string[]) =>
  withOverlays([
    overlay(`calendar: cierre
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [${dates.map((date) => `{ date: ${date}, by: Decreto 20 }`).join(', ')}]`),
  ])
/** Friday the 11th is closed: the petition of 22 November ends a day later, on the 15th. */
const closed = closing('2026-12-11')
const monday = '2026-12-07T15:00:00.000Z'

const under = (to = closed, changes: Partial<RecountUnder> = {}): RecountUnder => ({
  ...{ type: 'Recount', calendar, to, act: 'Decreto 20 de 2026', by: 'user:operator', at: monday },
  ...{ knownUpTo: monday, ...changes },
})
const nameOf = ({ id, version } = closed) => ({ id, version })
const recounted = (changes: Partial<ClockRecounted['data']> = {}): ClockRecounted => ({
  type: 'ClockRecounted',
  data: {
    ...{ ...ids(), from: nameOf(nationalCalendar()), to: nameOf(), act: 'Decreto 20 de 2026' },
    ...{ by: 'user:operator', on: '2026-12-07', nominal: monday, before: '2026-12-14', due: '2026-12-15' },
    ...{ received: '2026-11-22', extension: 0, breached: false, paused: false, rung: 'amarillo' },
    marks: [
      { at: '2026-12-10T05:00:00.000Z', rung: 'rojo' },
      { at: '2026-12-16T05:00:00.000Z', rung: null },
    ],
    ...changes,
  },
})
const warned = (mark = amarillo): ClockEvent => ({
  type: 'ClockWarned',
  data: { ...ids(), rung: mark.rung, due: '2026-12-14', nominal: mark.at },
})
const breached: ClockEvent = {
  type: 'ClockBreached',
  data: { ...ids(), due: '2026-12-14', nominal: end.at },
}
const paused: ClockEvent = {
  type: 'ClockPaused',
  data: { ...ids(), fact: stops(2, '2026-11-26'), on: '2026-11-26', reason: 'Petición incompleta' },
}
const met = {
  ...{ ...ids(), fact: answered(2, '2026-12-04'), on: '2026-12-04', due: '2026-12-14', late: false },
}
const history = (...events: ClockEvent[]) => given(clockDecider, ...events)

describe('another calendar', () => {
  it('counts an open clock anew, and says from which to which, by which act, and what it moves', () => {
    history(started(), warned()).when(under()).then(recounted())
  })

  it('is told after what the one before had let it reach', () => {
    history(started()).when(under()).then(warned(), recounted())
  })

  it('leaves to who tells marks what not all is known of', () => {
    const early = '2026-12-01T15:00:00.000Z'
    history(started())
      .when(under(closed, { knownUpTo: early }))
      .then(recounted({ rung: null, marks: [amarillo, ...recounted().data.marks] }))
  })

  it('is told once, and to a clock that ended never', () => {
    history(started(), warned(), recounted()).when(under()).then()
    history(started(), { type: 'ClockMet', data: met }).when(under()).then()
    history().when(under()).then()
  })

  it('is told too where it moves nothing: what comes later may cross the day', () => {
    const later = closing('2026-12-31')
    history(started(), warned())
      .when(under(later))
      .then(recounted({ to: nameOf(later), due: '2026-12-14', marks: [rojo, end] }))
    const clock = fold(clockDecider, [started(), warned(), recounted({ to: nameOf(later) })])
    const extended = clockDecider.decide(
      { ...extend({ amount: 15 }), calendar: later },
      clock,
    ) as ClockEvent[]
    expect(extended.at(-1)).toMatchObject({ data: { due: '2027-01-07' } })
  })

  it('gives a term that was over, and isn’t, its end back: it is told again for its new day', () => {
    const late = '2026-12-15T15:00:00.000Z'
    const marks = [{ at: '2026-12-16T05:00:00.000Z', rung: null }]
    const again = { on: '2026-12-15', nominal: late, marks, rung: 'rojo' }
    history(started(), warned(), warned(rojo), breached)
      .when(under(closed, { at: late, knownUpTo: late }))
      .then(recounted(again))
    history(started(), warned(), warned(rojo), breached, recounted(again))
      .when({ ...reach('2026-12-17T05:00:00.000Z'), calendar: closed })
      .then({
        type: 'ClockBreached',
        data: { ...ids(), due: '2026-12-15', nominal: '2026-12-16T05:00:00.000Z' },
      })
  })

  it('ends a term earlier where a day counts again, at once if that has passed', () => {
    const own = { ...started().data, calendar: nameOf(), due: '2026-12-15', marks: recounted().data.marks }
    const late = '2026-12-15T15:00:00.000Z'
    const to = nationalCalendar()
    const back = { ...under(to, { at: late, knownUpTo: late }), calendar: closed }
    const all = [{ type: 'ClockStarted', data: own }, warned(), warned(rojo)] as ClockEvent[]
    history(...all)
      .when(back)
      .then(
        recounted({
          ...{ from: nameOf(), to: nameOf(to), before: '2026-12-15', due: '2026-12-14', rung: 'rojo' },
          ...{ on: '2026-12-15', nominal: late, marks: [end] },
        }),
      )
  })

  it('counts what stands still from where it goes on', () => {
    history(started(), paused)
      .when(under())
      .then(recounted({ paused: true, rung: null, marks: [], before: '2026-12-22', due: '2026-12-23' }))
  })

  it('leaves alone what it can’t count', () => {
    const short = withOverlays([
      overlay(`calendar: corto
base: co
valid: { from: 2026-01-01, to: 2026-12-01 }
outside: refuse
closed: [{ date: 2026-11-30, by: Decreto 20 }]`),
    ])
    history(started(), warned()).when(under(short)).then()
  })

  it('is a sentence and a line of the explanation', () => {
    const clock = fold(clockDecider, [started(), warned(), recounted()])
    const { summary, recounts, due } = explain(clock.start ?? petition(), clock, closed)
    expect(due).toBe('2026-12-15')
    expect(recounts).toMatchObject([{ from: nameOf(nationalCalendar()), to: nameOf(), before: '2026-12-14' }])
    expect(summary).toContain(
      'Desde el lunes 7 de diciembre de 2026 se cuenta con otro calendario (Decreto 20 de 2026): ' +
        'vencía el 14 de diciembre de 2026 y pasó a vencer el 15 de diciembre de 2026.',
    )
    expect(clock.start?.calendar).toEqual(nameOf())
    expect(noClock.recounts).toBeUndefined()
  })
})
