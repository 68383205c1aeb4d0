import type { Reason } from '@ventanilla/bus'
import { failureName, safeError } from '../safe-error.ts'

const LONGEST = 500

/** What a fact may say of an error for ever: as the log does, without values and without frames. */
export function reasonOf(error: unknown): Reason {
  return { code: failureName(error).slice(0, LONGEST), message: safeError(error).message.slice(0, LONGEST) }
}
