import { fold } from '@ventanilla/decider'
import { clockFrom } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import { explain } from '../src/domain/explain.ts'
import { rulesOf } from '../src/domain/rules.ts'
import { anyLawHistories } from './support/any-law.ts'
import { calendar, live } from './support/histories.ts'

it('a clock under a law is what the function says of its facts, whatever order they were heard in', () => {
  const units = new Set<string>()
  fc.assert(
    fc.property(anyLawHistories, ([start, commands]) => {
      const clock = fold(clockDecider, live(start, commands))
      if (!clock.start) throw new Error('it began')
      units.add(start.unit)
      const { due, facts, refused, effects, days, standing: now } = explain(clock.start, clock, calendar)
      const listed = facts.map(({ instant: _, day: __, index: ___, ...told }) => told)
      const answer = clockFrom(rulesOf(clock.start), listed, calendar)
      expect(due ?? null).toBe(answer.due)
      expect(now.count.endsAt ?? null).toBe(answer.endsAt)
      expect({ amount: now.count.amount, unit: now.count.unit }).toEqual(answer.term)
      expect(days.map(({ date, counted, total }) => [date, counted, total])).toEqual(
        answer.explanation.map(({ date, counted, total }) => [date, counted, total]),
      )
      const running = (state: string) => (state === 'breached' ? 'running' : state)
      expect(running(now.state)).toBe(running(answer.state))
      expect(now.late).toBe(answer.late)
      expect(refused.map(({ code }) => code)).toEqual(answer.refused.map(({ code }) => code))
      // A rung that was told may be later than the last fact: then more may follow from it.
      if (now.state !== 'breached') expect(effects).toEqual(answer.effects)
      const end = now.ahead.at(-1)
      if (now.term.phase.is === 'running' && end?.rung === null) expect(end.at).toBe(answer.endsAt)
    }),
    { numRuns: 10_000 },
  )
  expect(units.size).toBe(5)
}, 240_000)
