import { fold } from '@ventanilla/decider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { type Clock, noClock } from '../src/domain/clock-state.ts'
import type { CaseFact, ClockStart } from '../src/domain/facts.ts'
import { standing } from '../src/domain/standing.ts'
import { clocksProjection } from '../src/queries/clocks/projection.ts'
import { petition } from './support/clock-facts.ts'
import { calendar } from './support/histories.ts'
import { lawFact, lawStarts } from './support/law-histories.ts'
import { rowOf } from './support/row-of.ts'

const end = '2040-01-01T00:00:00.000Z'

/** A clock that hears and reaches, and all that it tells. */
function clockOf(start: ClockStart) {
  const written: ClockEvent[] = []
  let clock: Clock = noClock
  const take = (events: ReturnType<typeof clockDecider.decide>) => {
    if ('refused' in events) throw new Error(events.refused)
    written.push(...events)
    clock = fold(clockDecider, events, clock)
  }
  take(clockDecider.decide({ type: 'Start', start, calendar }, clock))
  return {
    written,
    hear: (fact: CaseFact, at: string) =>
      take(clockDecider.decide({ type: 'Hear', fact, at, calendar }, clock)),
    reach: (upTo: string) => take(clockDecider.decide({ type: 'Reach', upTo, calendar }, clock)),
    ahead: () => standing(start, clock, calendar).ahead,
    marks: () =>
      written.flatMap(({ type, data }) =>
        type === 'ClockWarned' || type === 'ClockBreached'
          ? [`${'rung' in data ? data.rung : 'fin'} ${data.nominal}`]
          : [],
      ),
  }
}

const delivered = lawStarts(['delivered'])
const facts = fc.uniqueArray(lawFact, { maxLength: 10, selector: ({ from, order }) => `${from} ${order}` })
const instant = ({ at }: CaseFact) => at ?? ''

/** As they happened, and in one instant as the logs have them. */
function inOrder(heard: readonly CaseFact[]): readonly CaseFact[] {
  const key = (fact: CaseFact) => `${instant(fact)} ${fact.from ?? ''} ${fact.order + 100}`
  return heard.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}

it('whoever hears both services late, in any order, tells the marks that a punctual one told', () => {
  fc.assert(
    fc.property(delivered, facts, (start, heard) => {
      const [punctual, late] = [clockOf(start), clockOf(start)]
      for (const fact of inOrder(heard)) {
        punctual.reach(instant(fact))
        punctual.hear(fact, instant(fact))
      }
      for (const fact of heard) late.hear(fact, end)
      expect(late.marks()).toEqual([])
      for (const one of [punctual, late]) one.reach(end)
      expect(late.marks().sort()).toEqual(punctual.marks().sort())
      expect(new Set(late.marks()).size).toBe(late.marks().length)
    }),
    { numRuns: 5_000 },
  )
}, 120_000)

/** After each fact that it hears. */
function isArmedAsItStands(start: ClockStart, heard: readonly CaseFact[]): void {
  const clock = clockOf(start)
  for (const [nth, fact] of heard.entries()) {
    if (nth % 3 === 2) clock.reach(instant(fact))
    clock.hear(fact, end)
    const row = rowOf(clocksProjection, clock.written)
    expect(row?.marks).toEqual(clock.ahead())
    expect(row?.next ?? null).toBe(clock.ahead()[0]?.at ?? null)
  }
}

it('an answer that takes a delivery back, and was heard after it, leaves armed what the pause had passed', () => {
  const parameters = { 'answer.countsWhen': 'delivered' }
  const receivedAt = '2027-01-17T14:00:00.000Z'
  const law = { regime: 'peticion', version: '2022-05-18', parameters, receivedAt }
  const told = (order: number, at: string) => ({ order, at, on: at.slice(0, 10), reason: 'una razón' })
  const delivery = { from: 'notification' as const, effect: 'delivered' as const, letter: 'una' }
  isArmedAsItStands(petition({ received: '2027-01-17', law }), [
    { ...told(1, '2027-01-27T10:00:00.000Z'), effect: 'stops', asks: 'incomplete' },
    { ...told(28, '2026-12-08T19:00:00.000Z'), effect: 'ends', answered: true, letter: 'una' },
    { ...told(29, '2026-12-27T10:00:00.000Z'), ...delivery },
    { ...told(29, '2027-01-17T14:00:00.000Z'), effect: 'ends', answered: true, letter: 'otra' },
  ])
})

it('a case that ends inside a pause, heard after what it had gone on by, leaves nothing armed of after the pause', () => {
  const parameters = {
    'pause.pauseDay': 'counts',
    'pause.resumeDay': 'counts',
    'answer.countsWhen': 'delivered',
  }
  const receivedAt = '2026-11-20T14:00:00.000Z'
  const law = { regime: 'peticion', version: '2022-05-18', parameters, receivedAt }
  const told = (order: number, at: string) => ({ order, at, on: at.slice(0, 10), reason: 'una razón' })
  const moved = { effect: 'ends' as const, answered: false, how: 'transferred' as const }
  isArmedAsItStands(petition({ received: '2026-11-20', law }), [
    { ...told(1, '2026-11-20T10:00:00.000Z'), ...moved },
    { ...told(2, '2026-12-24T10:00:00.000Z'), effect: 'runs', reopens: 'new-term' },
    { ...told(14, '2027-01-15T18:00:00.000Z'), effect: 'stops', asks: 'not-understandable' },
    { ...told(20, '2027-04-04T21:00:00.000Z'), effect: 'runs' },
    { ...told(33, '2027-03-11T14:00:00.000Z'), ...moved },
  ])
})

it('what is armed is what it has ahead of it, or has yet to tell', () => {
  fc.assert(fc.property(delivered, facts, isArmedAsItStands), { numRuns: 3_000 })
}, 120_000)
