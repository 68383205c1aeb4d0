import { withOverlays } from '@ventanilla/calendar'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { type CaseClocksEvent, caseClocksDecider, type Heard } from '../src/domain/case-clocks.ts'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import type { CaseFact, ClockStart } from '../src/domain/facts.ts'
import { waitsForLetters } from '../src/domain/rules.ts'
import {
  amarillo,
  annulled,
  calendar,
  extend,
  hear,
  ids,
  petition,
  reach,
  runs,
  started,
  stops,
} from './support/clock-facts.ts'
import { overlays } from './support/histories.ts'

const byLetter: Partial<ClockStart> = { clock: 'acuse', declared: { name: 'Acuse', byLetter: true } }
const byRouting: Partial<ClockStart> = { clock: 'nivel-1', declared: { name: 'Nivel 1' } }
const clock = (how: Partial<ClockStart>, ...events: ClockEvent[]) =>
  given(clockDecider, started(how), ...events)

const receipt: CaseFact = {
  ...{ order: 4, from: 'notification', on: '2026-11-24', at: '2026-11-24T16:00:00.000Z' },
  ...{ reason: 'Acuse de recibo dado', effect: 'ends', answered: true },
}
const ended = (at: string): CaseFact => ({ ...annulled(7, '2026-11-24'), at: `2026-11-24T${at}:00:00.000Z` })
const cancelled = (fact: CaseFact): ClockEvent => ({
  type: 'ClockCancelled',
  data: { ...ids(), fact, on: fact.on, reason: fact.reason },
})
const met = (fact: CaseFact): ClockEvent => ({
  type: 'ClockMet',
  data: { ...ids(), fact, on: fact.on, due: '2026-12-14', late: false },
})
const noted = (fact: CaseFact): ClockEvent => ({ type: 'FactNoted', data: { ...ids(), fact } })

describe('a clock that a message may meet', () => {
  it('is met by one that went out before the case ended, also when that is heard later', () => {
    clock(byLetter, cancelled(ended('18')))
      .when(hear(receipt))
      .then(met(receipt))
  })
  it('stays ended by a case that had ended before, in either order', () => {
    clock(byLetter, cancelled(ended('15')))
      .when(hear(receipt))
      .then(noted(receipt))
    clock(byLetter, met(receipt))
      .when(hear(ended('15')))
      .then(cancelled(ended('15')))
  })
  it('tells what it had reached when it is asked to, and not when it hears of its end', () => {
    const late: CaseFact = { ...annulled(7, '2026-12-03'), at: '2026-12-03T15:00:00.000Z' }
    clock(byLetter).when(hear(late)).then(cancelled(late))
    clock(byLetter, cancelled(late)).when(reach('2026-12-02T04:59:59.999Z')).thenNothing()
    const warned: ClockEvent = {
      type: 'ClockWarned',
      data: { ...ids(), rung: 'amarillo', due: '2026-12-14', nominal: amarillo.at },
    }
    clock(byLetter, cancelled(late)).when(reach('2027-06-01T00:00:00.000Z')).then(warned)
    clock(byLetter, cancelled(late), warned).when(reach('2027-06-01T00:00:00.000Z')).thenNothing()
    clock(byRouting, cancelled(late)).when(reach('2027-06-01T00:00:00.000Z')).thenNothing()
  })
  it('tells it neither when its term grows nor when another calendar counts it', () => {
    const grows = extend({ on: '2026-12-03', today: '2026-12-03' })
    const act = { act: 'Resolución 12', by: 'admin', at: '2026-12-03T15:00:00.000Z' }
    const counts: ClockCommand = {
      ...{ type: 'Recount', calendar, to: withOverlays(overlays), ...act },
      knownUpTo: '2026-12-03T15:00:00.000Z',
    }
    expect(told(grows, started(byRouting))).toEqual(['ClockWarned', 'ClockExtended'])
    expect(told(grows, started(byLetter))).toEqual(['ClockExtended'])
    expect(told(counts, started(byRouting))).toEqual(['ClockWarned', 'ClockRecounted'])
    expect(told(counts, started(byLetter))).toEqual(['ClockRecounted'])
  })
  it('waits for notification as well as for routing, unlike others', () => {
    expect(waitsForLetters(petition(byLetter))).toBe(true)
    expect(waitsForLetters(petition(byRouting))).toBe(false)
    expect(waitsForLetters(petition())).toBe(false)
  })
})

describe('a declared clock that is over', () => {
  const done = { ...annulled(4, '2026-11-25'), answered: true } as CaseFact
  it('hears nothing but what opens it again: it had ended by itself', () => {
    for (const fact of [stops(5, '2026-11-26'), runs(5, '2026-11-26'), annulled(5, '2026-11-26')])
      clock(byRouting, met(done)).when(hear(fact)).then(noted(fact))
  })
  it('goes on as what opens it says, and stands still at once if it must', () => {
    const again = { ...stops(6, '2026-11-30'), reopens: 'new-term' } as CaseFact
    expect(told(hear(again), started(byRouting), met(done))).toEqual(['ClockResumed', 'ClockPaused'])
  })
  it('is a matter of its own: the term of a kind is opened by any move out of its end', () => {
    expect(told(hear(runs(5, '2026-11-26')), started(), met(done))).toEqual(['ClockResumed'])
  })
  it('tells first what it had reached before it ended', () => {
    const late = { ...done, on: '2026-12-03' } as CaseFact
    clock(byRouting)
      .when(hear(late))
      .then(
        {
          type: 'ClockWarned',
          data: { ...ids(), rung: 'amarillo', due: '2026-12-14', nominal: amarillo.at },
        },
        met(late),
      )
  })
})

function told(command: ClockCommand, ...events: ClockEvent[]) {
  const decision = clockDecider.decide(command, events.reduce(clockDecider.evolve, clockDecider.initial))
  return 'refused' in decision ? decision.refused : decision.map(({ type }) => type)
}

describe('what is heard of a case', () => {
  const [caseId, heard] = [ids().caseId, { order: 3, at: '2026-11-24T15:00:00.000Z', on: '2026-11-24' }]
  const own = { clock: 'legal', clockId: ids().clockId }
  const opened = (...declared: string[]): CaseClocksEvent => ({
    type: 'ClocksOpened',
    data: {
      ...{ caseId, procedure: 'pqrsd', procedureVersion: 1, kind: 'reclamo' },
      clocks: [own, ...declared.map((clock) => ({ clock, clockId: caseId, declared: true as const }))],
    },
  })
  const of = (one: Heard) => ({ type: 'Hold' as const, caseId, heard: one })
  const level: Heard = { ...heard, what: 'assigned', level: 2 }
  const held = (one: Heard): CaseClocksEvent => ({ type: 'FactHeld', data: { caseId, heard: one } })
  const cases = (...events: CaseClocksEvent[]) => given(caseClocksDecider, ...events)

  it('is kept where a clock may begin by it later, once', () => {
    cases(opened('nivel-2')).when(of(level)).then(held(level))
    cases(opened('nivel-2'), held(level)).when(of(level)).thenNothing()
  })
  it('is not, where all clocks are known to run', () => {
    cases(opened()).when(of(level)).thenNothing()
  })
  it('is told apart by the log that it comes from', () => {
    const receipt: Heard = { ...heard, what: 'acknowledged' }
    cases(opened('nivel-2'), held(level)).when(of(receipt)).then(held(receipt))
  })
  it('of the letters of answers is no matter of such a clock', () => {
    cases(opened('nivel-2'))
      .when(of({ ...heard, what: 'delivered', letter: caseId }))
      .thenNothing()
  })
})
