import fc from 'fast-check'
import type { CaseFact, ClockStart } from '../../src/domain/facts.ts'
import { petition } from './clock-facts.ts'
import { day } from './histories.ts'

const rule = fc.constantFrom('counts', 'not-counted')
const letter = fc.constantFrom('una', 'otra')

/** A petition under a law that takes requirements, or one that takes none. @param countsWhen an answer counts */
export const lawStarts = (countsWhen: readonly string[]): fc.Arbitrary<ClockStart> =>
  fc
    .record({
      on: day,
      regime: fc.constantFrom('peticion', 'habeas-data-reclamo', 'ley-142'),
      parameters: fc.record({
        'pause.pauseDay': rule,
        'pause.resumeDay': rule,
        'answer.countsWhen': fc.constantFrom(...countsWhen),
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

/** What is heard of its case: moves, answers, and what became of their letters. */
export const lawFact: fc.Arbitrary<CaseFact> = about.chain((one) =>
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
