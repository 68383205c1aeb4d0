import { bogotaInstant } from '@ventanilla/calendar'
import { kindOf, longestExtension, ownClocks, type Procedure, rungsOf } from '@ventanilla/procedures'
import type { Unit } from '@ventanilla/terms'
import type { ClockLaw, ClockStart } from '../../domain/facts.ts'
import { underLaw } from '../../reactions/under-law.ts'

/** Another term, or another law, for the requests of one kind. */
export interface TriedTerm {
  readonly procedure: string
  readonly kind: string
  readonly term?: { readonly amount: number; readonly unit: Unit } | undefined
  readonly law?: { readonly regime: string; readonly set: Readonly<Record<string, string>> } | undefined
}

/**
 * What a clock would have been born with, had its kind had another term; its facts are what they are. Undefined for a
 * clock that isn't of that kind, whose procedure isn't known, or whose term another system gave it.
 */
export function bornWith(
  { kind: id, term, law }: TriedTerm,
  start: ClockStart,
  procedure: Procedure | undefined,
): ClockStart | undefined {
  const kind = procedure && kindOf(procedure, id)
  if (!kind || start.kind !== id || !ownClocks.includes(start.clock)) return undefined
  if (start.amount !== kind.term.amount || start.unit !== kind.term.unit) return undefined
  const { law: own, ...plain } = start
  const { amount, unit } = term ?? kind.term
  const asked = {
    ...{ ...plain, amount, unit },
    ladder: rungsOf(procedure.ladder, { amount, unit }, start.received),
    rules: { ...plain.rules, longestExtension: longestExtension(procedure, kind, amount) },
  }
  const counts = law ?? (own && lawOf(own))
  if (counts === undefined) return asked
  // What was kept of a term that no law counted is its day.
  const receivedAt = own?.receivedAt ?? bogotaInstant(start.received)
  return underLaw(asked, { ...kind, law: counts }, procedure.ladder, receivedAt)
}

function lawOf({ regime, parameters: set }: ClockLaw) {
  return { regime, set }
}
