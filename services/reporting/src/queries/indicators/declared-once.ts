import { type CountingDeps, countedOnce } from '../counted-once.ts'
import { type DeclaredAsked, type DeclaredValue, readDeclared } from './declared.ts'
import { indicators as registry } from './registry.ts'

/** Raised when `DeclaredValue` changes, or how one is counted beside the registry. */
const FORM = 2

/** Counted once while nothing happens, see `countedOnce`. */
export function declaredOnce(deps: CountingDeps): (asked: DeclaredAsked) => Promise<DeclaredValue[]> {
  return countedOnce(deps, {
    name: 'declared-indicators',
    depends: ({ entity: _, ...asked }) => [FORM, registry, asked],
    count: (asked) => readDeclared(deps.database, asked),
  })
}
