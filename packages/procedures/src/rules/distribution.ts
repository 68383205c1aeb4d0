import type { Distribution } from '../schema/assignment.ts'
import type { Procedure } from '../schema/procedure.ts'

/** How the cases of a level are given to officers; undefined: by hand. */
export function distributionAt({ distribution }: Procedure, level: number): Distribution | undefined {
  const levels = distribution?.levels
  return levels === undefined || levels.includes(level) ? distribution : undefined
}
