import type { Kind, Regime } from '../schema/kinds.ts'
import type { Procedure } from '../schema/procedure.ts'

export function kindOf(procedure: Procedure, id: string): Kind | undefined {
  return procedure.kinds.find((kind) => kind.id === id)
}

/** The law or agreement that a kind's term comes from, with how far it may be extended. */
export function regimeOf(procedure: Procedure, kind: Pick<Kind, 'regime'>): Regime | undefined {
  return procedure.regimes.find((regime) => regime.id === kind.regime)
}

/**
 * The most days that may be added to a term, in its own unit; 0 when it can't be extended. Under `double` the whole
 * may not pass twice the first term (Ley 1755 de 2015, art. 14 par.), whatever first term this case has.
 */
export function longestExtension(
  procedure: Procedure,
  kind: Pick<Kind, 'regime' | 'term'>,
  amount = kind.term.amount,
): number {
  const limit = regimeOf(procedure, kind)?.extension?.limit
  if (limit === undefined) return 0
  return limit === 'double' ? amount : limit.amount
}
