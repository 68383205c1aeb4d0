import { listOf } from '../rules/list-of.ts'
import type { TypificationRule } from '../schema/assignment.ts'
import { compare, type Difference } from './compare.ts'

/** Where a rule stands is told as if it were a field of it. */
const place = 'place'

interface Placed {
  readonly rule: TypificationRule
  /** From 1, as people count. */
  readonly place: number
}

/**
 * The typification tree, whose rules have no names, and whose order decides. A rule is known by its condition: what it
 * sends to may change, and it may be tried earlier or later than the others.
 */
export function compareRules(
  before: readonly TypificationRule[],
  after: readonly TypificationRule[],
): Difference[] {
  const [one, two] = [byCondition(before), byCondition(after)]
  const kept = [...two].filter(([condition]) => one.has(condition))
  const removed = [...one].flatMap(([condition, { rule }]) =>
    two.has(condition) ? [] : [{ path: ['typification', condition], before: rule }],
  )
  const rest = [...two].flatMap(([condition, { rule }]): Difference[] => {
    const path = ['typification', condition]
    const known = one.get(condition)
    if (known === undefined) return [{ path, after: rule }]
    // The same condition may be written in another order: it is what the rule is known by, and compared by that.
    return compare({ ...known.rule, when: undefined }, { ...rule, when: undefined }, path)
  })
  return [...removed, ...rest, ...moved(kept, one)]
}

function byCondition(rules: readonly TypificationRule[]): Map<string, Placed> {
  const found = new Map<string, Placed>()
  for (const [at, rule] of rules.entries()) {
    const named = conditionOf(rule)
    // A second one of the same condition is never reached, and yet it is there.
    let condition = named
    for (let nth = 2; found.has(condition); nth++) condition = `${named} (${nth})`
    found.set(condition, { rule, place: at + 1 })
  }
  return found
}

/** As people read it: `kind: queja, reclamo; theme: cartera`. */
export function conditionOf({ when = {} }: TypificationRule): string {
  const fields = Object.entries(when).map(
    ([field, values]) => `${field}: ${[...listOf(values)].sort().join(', ')}`,
  )
  return fields.length === 0 ? 'por defecto' : fields.sort().join('; ')
}

/** Those that were moved among the others, the fewest that can have been. */
function moved(
  kept: readonly (readonly [string, Placed])[],
  before: ReadonlyMap<string, Placed>,
): Difference[] {
  const places = kept.map(([condition]) => before.get(condition)?.place ?? 0)
  const still = longestRising(places)
  return kept.flatMap(([condition, now], at) =>
    still.has(at) ? [] : [{ path: ['typification', condition, place], before: places[at], after: now.place }],
  )
}

/** Places in the list of the longest part of it that rises. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = []
  const previous: number[] = []
  for (const [at, number] of numbers.entries()) {
    lengths[at] = 1
    previous[at] = -1
    for (let earlier = 0; earlier < at; earlier++) {
      const longer = (lengths[earlier] ?? 0) + 1
      if ((numbers[earlier] ?? 0) < number && longer > (lengths[at] ?? 0)) {
        lengths[at] = longer
        previous[at] = earlier
      }
    }
  }
  const found = new Set<number>()
  let at = lengths.indexOf(Math.max(0, ...lengths))
  for (; at >= 0; at = previous[at] ?? -1) found.add(at)
  return found
}
