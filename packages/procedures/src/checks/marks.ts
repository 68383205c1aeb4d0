import type { Path } from '../problem.ts'
import type { Rung } from '../schema/clock.ts'
import type { Kind } from '../schema/kinds.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

export interface Mark extends Rung {
  path: Path
  /** Of the clock that it is a mark of; undefined: all. */
  kinds: readonly string[] | undefined
  terms: readonly Kind['term'][]
}

/** The marks of the term of the kinds and of the further clocks. */
export function marksOf({
  kinds,
  ladder,
  clocks,
}: Pick<ProcedureSource, 'kinds' | 'ladder' | 'clocks'>): Mark[] {
  const terms = kinds.map(({ term }) => term)
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
