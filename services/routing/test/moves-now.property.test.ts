import { isRefusal } from '@ventanilla/decider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lacksOf } from '../src/domain/move/lacks/lacks-of.ts'
import { movesNow } from '../src/domain/move/moves-now.ts'
import { anyProcedure } from './support/generated.ts'
import { lifeOf } from './support/life.ts'
import { anyStep, type MoveStep } from './support/steps.ts'

type Life = ReturnType<typeof lifeOf>

/** Made once, since reading a procedure takes longer than trying a history of it. */
const procedures = fc.sample(anyProcedure, { numRuns: 400, seed: 53 })

/** What every move of a person lacks, with what comes with this one; each is what the decider says too. */
function lacksOfAll(life: Life, step: MoveStep): string[] {
  return life.legal().flatMap((transition) => {
    const { asked, decision, allowed } = life.tried(transition, step)
    const lacks = lacksOf(asked)
    const codes = lacks.map(({ code }) => code)
    // What could come with the move is asked for after what nothing that comes would mend.
    const brought = lacks.map(({ field }) => field !== undefined)
    expect(brought).toEqual(brought.toSorted())
    expect(allowed).toBe(codes.length === 0)
    expect(codes[0]).toBe(isRefusal(decision) ? decision.refused : undefined)
    return codes.length === 0 ? ['made'] : codes
  })
}

/** What is there for other kinds alone is none of its moves, and is refused for that before all else. */
function noneOfOthers(life: Life, step: MoveStep): string[] {
  return life.ofOthers().map((transition) => {
    const { decision, allowed } = life.tried(transition, step)
    expect(allowed).toBe(false)
    return isRefusal(decision) ? decision.refused : 'made'
  })
}

/** The same of what is asked over HTTP, where nothing comes with the move. */
function sameWithNothing(life: Life, { by }: MoveStep): void {
  const now = movesNow(life.asker(by), life.now())
  expect(now.map(({ transition }) => transition)).toEqual(life.legal().map(({ id }) => id))
  for (const [at, transition] of life.legal().entries()) {
    const { decision } = life.tried(transition, {
      do: 'move',
      brought: { evidence: [] },
      by,
      nth: 0,
      late: 0,
    })
    expect(now[at]?.lacks[0]?.code).toBe(isRefusal(decision) ? decision.refused : undefined)
  }
}

it('is made when it lacks nothing, and refused for what it lacks when it lacks something', () => {
  const codes = new Set<string>()
  const histories = fc.tuple(
    fc.constantFrom(...procedures),
    fc.constantFrom('k', 'l'),
    fc.array(anyStep, { minLength: 1, maxLength: 12 }),
  )
  const lived = fc.property(histories, ([procedure, kind, steps]) => {
    const life = lifeOf(procedure, kind)
    for (const step of steps) {
      if (step.do === 'move') {
        for (const code of [...lacksOfAll(life, step), ...noneOfOthers(life, step)]) codes.add(code)
        sameWithNothing(life, step)
      }
      life.live(step)
    }
  })
  fc.assert(lived, { numRuns: 10_000 })
  // What never came up was never tried.
  expect([...codes].toSorted()).toEqual(tried)
}, 300_000)

const tried = [
  'answered-before-filed',
  'answered-in-future',
  'area-unknown',
  'escalation-not-allowed',
  'evidence-giver-missing',
  'evidence-giver-not-allowed',
  'evidence-missing',
  'form-incomplete',
  'form-invalid',
  'form-not-asked',
  'made',
  'moved-before-filed',
  'moved-in-future',
  'moved-out-of-order',
  'not-answered',
  'not-classified',
  'note-required',
  'officer-missing',
  'outcome-not-allowed',
  'outcome-not-recorded',
  'outcome-required',
  'person-required',
  'priority-not-granted',
  'priority-stands',
  'product-not-of-entity',
  'same-person',
  'text-not-allowed',
  'theme-not-of-entity',
  'too-soon',
  'transition-not-for-kind',
]
