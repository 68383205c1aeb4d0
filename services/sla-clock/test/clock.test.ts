import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import type { CaseFact } from '../src/domain/facts.ts'
import { standing } from '../src/domain/standing.ts'
import {
  amarillo,
  annulled,
  answered,
  calendar,
  end,
  hear,
  ids,
  petition,
  reach,
  rojo,
  runs,
  started,
  stops,
} from './support/clock-facts.ts'

const clock = (...events: ClockEvent[]) => given(clockDecider, ...events)

const warned = (rung: 'amarillo' | 'rojo'): ClockEvent => ({
  type: 'ClockWarned',
  data: { ...ids(), rung, due: '2026-12-14', nominal: rung === 'amarillo' ? amarillo.at : rojo.at },
})
const breached: ClockEvent = { type: 'ClockBreached', data: { ...ids(), due: '2026-12-14', nominal: end.at } }
const met = (on: string, late: boolean, due = '2026-12-14', order = 9): ClockEvent => ({
  type: 'ClockMet',
  data: { ...ids(), fact: answered(order, on), on, due, late },
})
const paused = (on: string, order = 5): ClockEvent => ({
  type: 'ClockPaused',
  data: { ...ids(), fact: stops(order, on), on, reason: 'Petición incompleta' },
})

describe('a clock starts', () => {
  it('from the day after reception, whatever day that is, with its rungs ahead', () => {
    clock().when({ type: 'Start', start: petition(), calendar }).then(started())
  })
  it('once', () => {
    clock(started())
      .when({ type: 'Start', start: petition({ amount: 10 }), calendar })
      .thenNothing()
  })
  it('not at all when nobody can count it, and keeps nobody else waiting', () => {
    clock()
      .when({ type: 'Start', start: petition({ received: '1950-01-01' }), calendar })
      .then({ type: 'ClockNotStarted', data: { ...ids(), clock: 'legal' } })
    clock({ type: 'ClockNotStarted', data: { ...ids(), clock: 'legal' } })
      .when(hear(answered(9, '2026-12-10')))
      .thenNothing()
  })
})

describe('the substantive answer', () => {
  it('meets it on its last day', () => {
    clock(started(), warned('amarillo'), warned('rojo'))
      .when(hear(answered(9, '2026-12-14')))
      .then(met('2026-12-14', false))
  })
  it('meets it late the day after, once the breach is told', () => {
    clock(started(), warned('amarillo'), warned('rojo'))
      .when(hear(answered(9, '2026-12-15')))
      .then(breached, met('2026-12-15', true))
  })
  it('tells first what the term had reached while nobody was looking', () => {
    clock(started())
      .when(hear(answered(9, '2026-12-10')))
      .then(warned('amarillo'), warned('rojo'), met('2026-12-10', false))
  })
  it('may be dated before the reception by another system: it is in time', () => {
    clock(started())
      .when(hear(answered(9, '2026-11-20')))
      .then(met('2026-11-20', false))
  })
  it('that another system dates in the future makes nothing happen before its time', () => {
    clock(started())
      .when(hear(answered(9, '2027-03-01'), '2026-12-05T15:00:00.000Z'))
      .then(warned('amarillo'), met('2027-03-01', true))
  })
  it('counts once: the second one is noted', () => {
    clock(started(), met('2026-12-01', false))
      .when(hear(answered(10, '2026-12-20')))
      .then({ type: 'FactNoted', data: { ...ids(), fact: answered(10, '2026-12-20') } })
  })
  it('heard twice changes nothing', () => {
    clock(started(), met('2026-12-01', false))
      .when(hear(answered(9, '2026-12-01')))
      .thenNothing()
  })
  it('takes back a cancellation', () => {
    const cancelled: ClockEvent = {
      type: 'ClockCancelled',
      data: { ...ids(), fact: annulled(8, '2026-12-01'), on: '2026-12-01', reason: 'Radicada dos veces' },
    }
    clock(started(), cancelled)
      .when(hear(answered(9, '2026-12-01')))
      .then(met('2026-12-01', false))
  })
})

describe('a pause', () => {
  it('holds the term; the day on which it begins is counted and the day on which it ends is not', () => {
    clock(started())
      .when(hear(stops(5, '2026-11-26')))
      .then(paused('2026-11-26'))
    // Four days counted up to Thursday 26; the fifth is Friday 4 December, the day after the petition was completed.
    clock(started(), paused('2026-11-26'))
      .when(hear(runs(6, '2026-12-03')))
      .then({
        type: 'ClockResumed',
        data: {
          ...ids(),
          fact: runs(6, '2026-12-03'),
          on: '2026-12-03',
          reason: 'El peticionario completó la petición',
          due: '2026-12-21',
          marks: [
            { at: '2026-12-10T05:00:00.000Z', rung: 'amarillo' },
            { at: '2026-12-17T05:00:00.000Z', rung: 'rojo' },
            { at: '2026-12-22T05:00:00.000Z', rung: null },
          ],
          ...{ received: '2026-11-22', extension: 0, breached: false },
        },
      })
  })
  it('reaches nothing while it lasts', () => {
    clock(started(), paused('2026-11-26')).when(reach('2027-03-01T05:00:00.000Z')).thenNothing()
  })
  it('that ends with the answer leaves no lateness, however long it lasted', () => {
    const { when } = clock(started(), paused('2026-11-26'))
    when(hear(answered(9, '2027-02-01'))).then(met('2027-02-01', false, '2027-02-15'))
  })
  it('on the last day leaves the answer in time', () => {
    clock(started(), warned('amarillo'), warned('rojo'), paused('2026-12-14'))
      .when(hear(answered(9, '2027-01-20')))
      .then(met('2027-01-20', false))
  })
  it('that began after the end does not mend it', () => {
    clock(started(), warned('amarillo'), warned('rojo'), breached, paused('2026-12-16'))
      .when(hear(answered(9, '2027-01-20')))
      .then(met('2027-01-20', true))
  })
})

describe('rungs', () => {
  it('are told in order, at their own instants, also all at once', () => {
    clock(started()).when(reach(end.at)).then(warned('amarillo'), warned('rojo'), breached)
  })
  it('are told once', () => {
    clock(started(), warned('amarillo')).when(reach('2026-12-09T00:00:00.000Z')).thenNothing()
    clock(started(), warned('amarillo'), warned('rojo'), breached)
      .when(reach('2027-12-09T00:00:00.000Z'))
      .thenNothing()
  })
  it('are reached at their instant and not before', () => {
    clock(started()).when(reach('2026-12-02T04:59:59.999Z')).thenNothing()
    clock(started()).when(reach(amarillo.at)).then(warned('amarillo'))
  })
  it('that the answer has overtaken are none', () => {
    clock(started(), met('2026-12-01', false)).when(reach(end.at)).thenNothing()
  })
  it('with more days than the term has are reached when the day of reception is over', () => {
    const brief = petition({ amount: 1, ladder: [{ id: 'rojo', remaining: 1 }] })
    const { when } = clock()
    when({ type: 'Start', start: brief, calendar }).then({
      type: 'ClockStarted',
      data: {
        ...brief,
        due: '2026-11-23',
        marks: [
          { at: '2026-11-23T05:00:00.000Z', rung: 'rojo' },
          { at: '2026-11-24T05:00:00.000Z', rung: null },
        ],
      },
    })
  })
})

describe('a reopened case', () => {
  const answeredOn = met('2026-12-01', false)
  const reopen = (how?: 'original-due' | 'remaining-days' | 'new-term') => {
    const { state } = clock(started(), answeredOn)
    const events = clockDecider.decide(hear(runs(12, '2026-12-21', how)), state) as ClockEvent[]
    const after = events.reduce(clockDecider.evolve, state)
    return { events, now: standing(petition(), after, calendar) }
  }
  it('resumes the days left, by default', () => {
    const { events, now } = reopen()
    expect(events.map(({ type }) => type)).toEqual(['ClockResumed'])
    // Seven days had been counted up to the answer; the eighth is the day after the reopening.
    expect(now).toMatchObject({ state: 'running', due: '2027-01-04', extension: 0 })
    expect(reopen('remaining-days').now).toEqual(now)
  })
  it('keeps its first due date when the answer was none', () => {
    expect(reopen('original-due').now).toMatchObject({ state: 'running', due: '2026-12-14' })
  })
  it('has a new term, counted from the day after, when the procedure says so', () => {
    const { now } = reopen('new-term')
    expect(now).toMatchObject({ state: 'running', due: '2027-01-14' })
    expect(now.term.received).toBe('2026-12-21')
  })
  it('has the day counted on which it had stopped, also when its case ended on that day', () => {
    const lived = (facts: CaseFact[]) =>
      facts.reduce(
        (one, fact) =>
          (clockDecider.decide(hear(fact), one) as ClockEvent[]).reduce(clockDecider.evolve, one),
        clock(started()).state,
      )
    const [stop, end, again] = [stops(3, '2026-11-26'), annulled(4, '2026-11-26'), runs(5, '2026-12-01')]
    const stopped = standing(petition(), lived([stop, runs(5, '2026-12-01')]), calendar)
    expect(standing(petition(), lived([stop, end, again]), calendar).due).toBe(stopped.due)
  })
  it('is answered again, and judged by its new due date', () => {
    const { state } = clock(started(), answeredOn)
    const again = [hear(runs(12, '2026-12-21', 'new-term')), hear(answered(15, '2027-01-15'))]
    const after = again.reduce(
      (one, command) => (clockDecider.decide(command, one) as ClockEvent[]).reduce(clockDecider.evolve, one),
      state,
    )
    expect(standing(petition(), after, calendar)).toMatchObject({ state: 'met', late: true })
  })
})
