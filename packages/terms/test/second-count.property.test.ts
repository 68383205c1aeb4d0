import { addDays, type LocalDate, nationalCalendar } from '@ventanilla/calendar'
import { addBusinessDays, clockFrom } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'
import { type Happened, instantOf, type Law, secondCount } from './second-count.ts'
import { calendars, dates } from './terms.arbitrary.ts'

const laws: Readonly<Record<string, Law>> = {
  peticion: { term: 15, extension: 15, require: 10 },
  informacion: { term: 10, extension: 10, require: 10 },
  consulta: { term: 30, extension: 30, require: 10 },
  'habeas-data-reclamo': { term: 15, extension: 8, require: 5 },
  'ley-142': { term: 15, extension: 0 },
  'congreso-258': { term: 5, extension: 0 },
}

const types = [
  ...[
    'paused',
    'paused',
    'resumed',
    'resumed',
    'requirement-sent',
    'completed',
    'extended',
    'interim-answer',
  ],
  ...['answered', 'delivered', 'answered', 'delivered', 'bounced', 'transferred', 'withdrawn'],
]
const minute = fc.oneof(fc.constantFrom(0, 1439), fc.nat(1439))

/** A step on from the fact before: some days, or to a day of the term that decides something. */
const step = fc.record({
  type: fc.constantFrom(...types),
  gap: fc.constantFrom(0, 1, 2, 3, 5, 8, 13),
  edge: fc.option(fc.constantFrom(5, 6, 10, 11, 15, 16), { nil: undefined }),
  minute,
  days: fc.constantFrom(1, 5, 8, 9, 10, 11, 15, 16),
})

const national = nationalCalendar()

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

function history(day: LocalDate, first: number, steps: readonly Step[]): Happened[] {
  const facts: Happened[] = [{ type: 'received', day, minute: first }]
  for (const { type, gap, edge, minute: at, days } of steps) {
    const last = facts.at(-1) ?? { day, minute: first }
    const wanted = edge === undefined ? addDays(last.day, gap) : addBusinessDays(day, edge, national)
    const before = wanted < last.day || (wanted === last.day && at <= last.minute)
    const next = before ? addDays(last.day, 1) : wanted
    facts.push({ type, day: next, minute: at, ...(type === 'extended' && { days }) })
  }
  return facts
}

const asGiven = (fact: Happened) => ({
  ...{ type: fact.type, at: instantOf(fact) },
  ...(fact.days !== undefined && { days: fact.days, reason: 'prueba' }),
})

it('agrees with a count that knows the law and not the program', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.entries(laws)),
      dates,
      minute,
      fc.array(step, { maxLength: 7 }),
      calendars,
      fc.nat(40),
      minute,
      ([name, law], day, first, steps, calendar, more, last) => {
        const facts = history(day, first, steps)
        const at = instantOf({ day: addDays(facts.at(-1)?.day ?? day, more), minute: last })
        fc.pre(instantOf({ day, minute: first }) <= at)
        const { due, state, breachedAt, refused, explanation, term } = clockFrom(
          rulesFor(name),
          facts.map(asGiven),
          calendar,
          at,
        )
        expect({ due, state, breachedAt, refused: refused.map(({ code }) => code) }).toEqual(
          secondCount(law, facts, at, calendar),
        )
        expect(explanation.filter(({ counted }) => counted)).toHaveLength(explanation.at(-1)?.total ?? -1)
        expect(term?.amount).toBe(law.term)
      },
    ),
    { numRuns: 10_000 },
  )
})
