import { fold } from '@ventanilla/decider'
import { clockFrom } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import { explain } from '../src/domain/explain.ts'
import type { CaseFact, ClockStart } from '../src/domain/facts.ts'
import { rulesOf } from '../src/domain/rules.ts'
import { hear as heard, petition } from './support/clock-facts.ts'
import { calendar, day, live } from './support/histories.ts'

const rule = fc.constantFrom('counts', 'not-counted')
const letter = fc.constantFrom('una', 'otra')

/** A petition under a law that takes requirements, or one that takes none. */
const starts: fc.Arbitrary<ClockStart> = fc
  .record({
    on: day,
    regime: fc.constantFrom('peticion', 'habeas-data-reclamo', 'ley-142'),
    parameters: fc.record({
      'pause.pauseDay': rule,
      'pause.resumeDay': rule,
      'answer.countsWhen': fc.constantFrom('delivered', 'sent'),
    }),
  })
  .map(({ on, ...law }) => {
    const receivedAt = `${on}T14:00:00.000Z`
    return petition({ received: on, law: { ...law, version: '2022-05-18', receivedAt } })
  })

const about = fc
  .record({ order: fc.integer({ min: 1, max: 40 }), on: day, hour: fc.integer({ min: 10, max: 23 }) })
  .map(({ hour, ...place }) => ({ ...place, at: `${place.on}T${hour}:00:00.000Z`, reason: 'una razón' }))

const reopens = fc.constantFrom('original-due', 'remaining-days', 'new-term', undefined)

const fact: fc.Arbitrary<CaseFact> = about.chain((one) =>
  fc.oneof(
    fc.constantFrom('incomplete', 'not-understandable', undefined).map((asks): CaseFact => {
      return { ...one, effect: 'stops', ...(asks && { asks }) }
    }),
    reopens.map((how): CaseFact => ({ ...one, effect: 'runs', ...(how && { reopens: how }) })),
    letter.map((carries): CaseFact => ({ ...one, effect: 'ends', answered: true, letter: carries })),
    fc.constantFrom('transferred', 'withdrawn-tacitly', undefined).map((how): CaseFact => {
      return { ...one, effect: 'ends', answered: false, ...(how && { how }) }
    }),
    fc.tuple(letter, fc.constantFrom('delivered', 'bounced')).map(([of, effect]): CaseFact => {
      return { ...one, from: 'notification', effect, letter: of }
    }),
  ),
)

const command: fc.Arbitrary<ClockCommand> = fc.oneof(
  { weight: 5, arbitrary: fact.map((one) => ({ ...heard(one), calendar })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ amount: fc.integer({ min: 1, max: 20 }), on: day, recorded: fc.boolean() })
      .map(({ recorded, ...asked }) => ({
        ...{ type: 'Extend' as const, ...asked, today: asked.on, calendar },
        ...(recorded && { recordedBy: 'otro' }),
      })),
  },
)

it('a clock under a law is what the function says of its facts, whatever order they were heard in', () => {
  fc.assert(
    fc.property(starts, fc.array(command, { maxLength: 12 }), (start, commands) => {
      const clock = fold(clockDecider, live(start, commands))
      if (!clock.start) throw new Error('it began')
      const { due, facts, refused, effects, standing: now } = explain(clock.start, clock, calendar)
      const listed = facts.map(({ instant: _, day: __, index: ___, ...told }) => told)
      const answer = clockFrom(rulesOf(clock.start), listed, calendar)
      expect(due ?? null).toBe(answer.due)
      const running = (state: string) => (state === 'breached' ? 'running' : state)
      expect(running(now.state)).toBe(running(answer.state))
      expect(now.late).toBe(answer.late)
      expect(refused.map(({ code }) => code)).toEqual(answer.refused.map(({ code }) => code))
      // A rung that was told may be later than the last fact: then more may follow from it.
      if (now.state !== 'breached') expect(effects).toEqual(answer.effects)
    }),
    { numRuns: 10_000 },
  )
}, 120_000)
