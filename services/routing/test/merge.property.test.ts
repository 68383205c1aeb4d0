import fc from 'fast-check'
import { expect, it } from 'vitest'
import { walkCase } from '../src/domain/conformance/walk-case.ts'
import { movesNow, waitsOf } from '../src/domain/move/moves-now.ts'
import { calendar } from './support/cases.ts'
import { anyProcedure, museum } from './support/generated.ts'
import { lifeOf } from './support/life.ts'
import { anyStep } from './support/steps.ts'

const procedures = fc.sample(anyProcedure, { numRuns: 200, seed: 56 })
const steps = fc.array(anyStep, { minLength: 4, maxLength: 16 })
const about = ['CaseMerged', 'CaseUnmerged']

it('a merge that is taken back leaves no trace but its facts, whatever came before, meanwhile and after', () => {
  let moved = 0
  fc.assert(
    fc.property(
      ...[fc.constantFrom(...procedures), fc.constantFrom('k', 'l'), steps, steps, steps],
      (procedure, kind, before, meanwhile, after) => {
        const [merged, never] = [lifeOf(procedure, kind), lifeOf(procedure, kind)]
        for (const step of before) for (const life of [merged, never]) life.live(step)
        merged.merge()
        for (const step of meanwhile) {
          // Days pass for both; what a person tries on the one that rests is refused, so on the other nobody tries it.
          merged.live(step)
          if (step.do === 'wait') never.live(step)
        }
        expect(movesNow(merged.asker('ana'), merged.now())).toEqual([])
        expect(waitsOf(procedure, merged.now(), calendar)).toEqual([])
        merged.unmerge()
        expect(merged.now()).toStrictEqual(never.now())
        for (const step of after) for (const life of [merged, never]) life.live(step)
        expect(merged.now()).toStrictEqual(never.now())
        const own = merged.history().filter(({ type }) => !about.includes(type))
        expect(own.map(({ version: _, ...event }) => event)).toEqual(
          never.history().map(({ version: _, ...event }) => event),
        )
        const rules = () => ({ procedure, entity: museum, calendar })
        expect(walkCase(merged.history(), rules)?.deviations).toEqual([])
        moved += own.filter(({ type }) => type === 'CaseMoved').length
      },
    ),
    { numRuns: 3_000 },
  )
  expect(moved).toBeGreaterThan(400)
}, 120_000)
