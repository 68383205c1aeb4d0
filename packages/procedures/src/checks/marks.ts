import { type Regime, regimeNamed, rulesOf, termOn, type WordedTerm } from '@ventanilla/terms'
import type { Path } from '../problem.ts'
import type { Rung } from '../schema/clock.ts'
import type { Kind } from '../schema/kinds.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

type Term = Pick<WordedTerm, 'amount' | 'unit'>

export interface Mark extends Rung {
  path: Path
  /** Of the clock that it is a mark of; undefined: all. */
  kinds: readonly string[] | undefined
  terms: readonly Term[]
}

/** The marks of the term of the kinds and of the further clocks. */
export function marksOf({
  valid,
  kinds,
  ladder,
  clocks,
}: Pick<ProcedureSource, 'valid' | 'kinds' | 'ladder' | 'clocks'>): Mark[] {
  const terms = kinds.flatMap((kind) => termsOf(kind, valid))
  return [
    ...ladder.map((rung, at) => ({ ...rung, path: ['ladder', at], kinds: undefined, terms })),
    ...clocks.flatMap((clock, nth) =>
      clock.ladder.map((rung, at) => ({
        ...{ ...rung, path: ['clocks', nth, 'ladder', at] },
        ...{ kinds: clock.kinds, terms: [clock.term] },
      })),
    ),
  ]
}

/** What a case of a kind may be born with: all that its law said while the procedure was in force. */
function termsOf({ law, term }: Kind, valid: ProcedureSource['valid']): readonly Term[] {
  const regime = law && regimeNamed(law.regime)
  const rules = regime && rulesOf(regime, law.set)
  // One that isn't known is a problem of its own.
  if (rules === undefined || 'refused' in rules) return [term]
  return rules.regime.versions.flatMap((version) =>
    overlap(version, valid) ? (termOn(rules, version.from) ?? []) : [],
  )
}

function overlap(
  one: Regime['versions'][number],
  { from, to }: { from: string; to?: string | undefined },
): boolean {
  return (to === undefined || one.from <= to) && (one.to === undefined || from <= one.to)
}
