import { fold } from '@ventanilla/decider'
import { endOfDue } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import { explain } from '../src/domain/explain.ts'
import type { CaseFact } from '../src/domain/facts.ts'
import { clocksProjection } from '../src/queries/clocks/projection.ts'
import { hear as heard } from './support/clock-facts.ts'
import { calendar, day, histories, live, starts } from './support/histories.ts'
import { rowOf } from './support/row-of.ts'

it('what is told and what is explained agree, after any history', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const events = live(start, commands)
      const clock = fold(clockDecider, events)
      const { due, days, standing: now } = explain(start, clock, calendar)
      const row = rowOf(clocksProjection, events)
      expect(row).toMatchObject({
        ...{ state: now.state, extension: now.extension, received: now.term.received },
        late: now.late ?? null,
      })
      if (now.state === 'paused') expect(row?.due).toBeNull()
      // How a cancelled term would have gone on is nobody's matter.
      else if (now.state !== 'cancelled') expect(row?.due).toBe(due)
      if (due === undefined) return
      expect(days.at(-1)?.date).toBe(due)
      expect(days.at(-1)?.total).toBe(start.amount + now.extension)
      expect(days.filter(({ counted }) => counted)).toHaveLength(start.amount + now.extension)
    }),
    { numRuns: 3000 },
  )
})

it('what is armed is what the clock has ahead of it', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const events = live(start, commands)
      const { standing: now } = explain(start, fold(clockDecider, events), calendar)
      const row = rowOf(clocksProjection, events)
      expect(row?.marks ?? []).toEqual(now.ahead)
      expect(row?.next ?? null).toBe(now.ahead[0]?.at ?? null)
    }),
    { numRuns: 3000 },
  )
})

it('a mark is told once, in order with those of its kind, and the end is the end of the due date', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const told = live(start, commands).flatMap((event) =>
        event.type === 'ClockWarned' || event.type === 'ClockBreached' ? [event] : [],
      )
      const keys = told.map(({ type, data }) => `${'rung' in data ? data.rung : type} ${data.nominal}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { type, data } of told)
        if (type === 'ClockBreached') expect(data.nominal).toBe(endOfDue(data.due))
    }),
    { numRuns: 1000 },
  )
})

it('a service that looks once tells the same as one that looks every day', () => {
  const dated = fc.array(fc.tuple(day, fc.constantFrom('stops', 'runs', 'ends')), { maxLength: 5 })
  fc.assert(
    fc.property(starts, dated, (start, changes) => {
      const facts = changes
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([on, effect], index): CaseFact => {
          const about = { order: index + 1, on, reason: 'una razón' }
          if (effect === 'ends') return { ...about, effect, answered: true }
          return effect === 'stops' ? { ...about, effect } : { ...about, effect: 'runs' }
        })
      const hear = facts.map((one): ClockCommand => ({ ...heard(one), calendar }))
      const upTo = '2028-01-01T05:00:00.000Z'
      const watched = facts.flatMap((one, index): ClockCommand[] => [
        { type: 'Reach', upTo: `${one.on}T05:00:00.000Z`, calendar },
        ...hear.slice(index, index + 1),
      ])
      const last: ClockCommand = { type: 'Reach', upTo, calendar }
      const told = (commands: ClockCommand[]) =>
        live(start, [...commands, last]).filter(({ type }) => type !== 'FactNoted')
      expect(told(hear)).toEqual(told(watched))
    }),
    { numRuns: 2000 },
  )
})
