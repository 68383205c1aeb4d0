import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { Holder } from './events.ts'

/** Who has a case; undefined before it was assigned at all. */
export function holderOf({ area, level, officer }: OpenCase): Holder | undefined {
  return area === undefined || level === undefined ? undefined : { area, level, ...defined({ officer }) }
}

export function sameHolder(a: Holder | undefined, b: Holder): boolean {
  return a?.area === b.area && a.level === b.level && a.officer === b.officer
}
