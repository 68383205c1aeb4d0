import { instantOf, type ReadFact, readFact } from './fact.ts'
import type { FactRefusal } from './refusals.ts'

/**
 * By their order in the log where each has one; else by their instants, and in one instant as they came: a reception
 * first, since nothing happens to a case before it.
 */
export function inOrder(
  raw: readonly unknown[],
  refuse: (index: number, code: FactRefusal) => void,
): readonly ReadFact[] {
  const facts: ReadFact[] = []
  for (const [index, one] of raw.entries()) {
    const fact = readFact(one, index)
    if (typeof fact === 'string') refuse(index, fact)
    else facts.push(fact)
  }
  const ordered = facts.every(({ order }) => order !== undefined)
  const sorted = facts.toSorted((one, other) =>
    ordered
      ? (one.order ?? 0) - (other.order ?? 0) || one.index - other.index
      : compare(one.instant, other.instant) || isLater(one) - isLater(other) || one.index - other.index,
  )
  const received = sorted.find(({ type }) => type === 'received')
  const before = received && ((fact: ReadFact) => fact.instant < received.instant && fact.type !== 'received')
  return sorted.filter((fact) => {
    if (!before?.(fact)) return true
    refuse(fact.index, 'before-received')
    return false
  })
}

const isLater = ({ type }: ReadFact) => (type === 'received' ? 0 : 1)
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Why a fact isn't part of what was true and known at an instant. */
export function unknownAt({ instant, knownAt }: ReadFact, at: string | undefined): FactRefusal | undefined {
  if (at === undefined) return undefined
  if (instant > at) return 'fact-in-future'
  return (instantOf(knownAt) ?? instant) > at ? 'fact-not-known' : undefined
}
