import { isDeepStrictEqual } from 'node:util'
import type { Filled } from './read-form.ts'

/** Whether two fillings say the same; words can't be compared without the vault, so with any of them they don't. */
export function sameFilled(one: Filled, other: Filled): boolean {
  return one.texts.length === 0 && other.texts.length === 0 && isDeepStrictEqual(one.values, other.values)
}
