import { isRefusal } from '@ventanilla/decider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OpenCase } from '../src/domain/case.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import { movesNow, waitsOf } from '../src/domain/move/moves-now.ts'
import { calendar } from './support/cases.ts'
import { anyProcedure, museum } from './support/generated.ts'
import { lifeOf } from './support/life.ts'
import { anyStep } from './support/steps.ts'

const procedures = fc.sample(anyProcedure, { numRuns: 300, seed: 58 })

it('changes nothing when the other version says the same, whatever was done before and is tried after', () => {
  let migrated = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...procedures),
      fc.array(anyStep, { minLength: 4, maxLength: 20 }),
      fc.constantFrom('registradora-1', 'otra-2', undefined),
      (procedure, steps, by) => {
        const life = lifeOf(procedure, 'k')
        for (const step of steps) life.live(step)
        const before = life.now()
        const to = { ...procedure, version: procedure.version + 1 }
        const asker = life.asker(by)
        const order = { type: 'Migrate', to, born: procedure, procedure, on: asker.today } as const
        const decision = caseDecider.decide(order, before)
        expect(isRefusal(decision)).toBe(before.final)
        if (isRefusal(decision)) return
        const after = decision.reduce(caseDecider.evolve, before) as OpenCase
        const under = { ...asker, procedure: to }
        expect(movesNow(under, after)).toEqual(movesNow(asker, before))
        expect(waitsOf(to, after, calendar)).toEqual(waitsOf(procedure, before, calendar))
        for (const step of steps) {
          if (step.do !== 'move') continue
          for (const { id } of procedure.transitions) {
            const { brought } = step
            const move = {
              type: 'Move',
              name: { transition: id },
              entity: museum,
              calendar,
              ...brought,
            } as const
            const said = { ...move, on: asker.today, today: asker.today, ...(by !== undefined && { by }) }
            expect(caseDecider.decide({ ...said, procedure: to }, after)).toEqual(
              caseDecider.decide({ ...said, procedure }, before),
            )
          }
        }
        migrated++
      },
    ),
    { numRuns: 2_000 },
  )
  expect(migrated).toBeGreaterThan(500)
}, 120_000)
