import { isRetryable, sqlState } from '@ventanilla/database'
import { isUnavailable } from '@ventanilla/http-kit'

/**
 * What a statement says can be at fault of PostgreSQL's errors: its data (22), what it breaks (23), its size (54), what
 * our own functions refuse (P0, VL). All the rest are the server's: full, read-only, stopping, corrupt, not migrated.
 */
const OF_THE_STATEMENT = /^(22|23|54|P0|VL)/

/**
 * Whether the machine is at fault, and not the event that was handled: then it waits for ever, and its case is not
 * parked. A database that nobody could know by its code would otherwise park every case that comes by.
 */
export function isTransient(error: unknown): boolean {
  if (isRetryable(error) || isUnavailable(error)) return true
  const state = sqlState(error)
  if (state !== undefined) return !OF_THE_STATEMENT.test(state)
  return fromTheSystem(error)
}

/** An error of the operating system (a file, a socket): they name the call that failed. */
function fromTheSystem(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  return 'syscall' in error || fromTheSystem(error.cause, depth + 1)
}
