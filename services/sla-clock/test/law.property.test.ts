import { fold } from '@ventanilla/decider'
import { clockFrom } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import { explain } from '../src/domain/explain.ts'
import { rulesOf } from '../src/domain/rules.ts'
import { hear as heard } from './support/clock-facts.ts'
import { calendar, day, live } from './support/histories.ts'
import { lawFact, lawStarts } from './support/law-histories.ts'

const starts = lawStarts(['delivered', 'sent'])

const command: fc.Arbitrary<ClockCommand> = fc.oneof(
  { weight: 5, arbitrary: lawFact.map((one) => ({ ...heard(one), calendar })) },
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
