import { DatabaseError } from 'pg'

const SQLSTATE = /^[0-9A-Z]{5}$/

/** The SQLSTATE of a server error, also when it is the cause of another; undefined when there is none. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error, depth = 0; e instanceof Error && depth < 8; e = e.cause, depth++) {
    if (e instanceof DatabaseError && e.code !== undefined && SQLSTATE.test(e.code)) return e.code
  }
  return undefined
}

// 25P03 and 25P04 end the session that overstayed its transaction; 57P05 one that was idle too long.
const SESSION_ENDED = /^(08|57P0|25P0[34]$)/

/** Whether the connection that gave this error can't be used again. What is not a server's word never can. */
export function connectionLost(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return true
  return error.severity === 'FATAL' || error.severity === 'PANIC' || SESSION_ENDED.test(error.code ?? '')
}

// 53100 disk full, 53200 out of memory, 53300 too many connections, 53400 a limit of its configuration; 58030 the disk
// failed. What is cut off by them goes on when the machine has room again, whoever asked for it.
const RETRYABLE_STATE = /^(08...|57P0.|25P0[34]|40001|40P01|53...|58030)$/
const RETRYABLE_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOSPC', 'EDQUOT'])
// pg gives these no code.
const RETRYABLE_MESSAGE =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired)/
const NOT_QUERYABLE = /is not queryable/

const DISK_FULL_STATE = '53100'
const DISK_FULL_SYSTEM = new Set(['ENOSPC', 'EDQUOT'])

/** Whether there was no room on a disk, the server's or ours: asking again at once only makes it work harder. */
export function isStorageFull(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 8; e = e.cause, depth++) {
    if (e instanceof DatabaseError) return e.code === DISK_FULL_STATE
    if ('code' in e && DISK_FULL_SYSTEM.has(String(e.code))) return true
  }
  return false
}

/**
 * Whether the same work may succeed when it is done again: server away, restarting, full, or a lost race; or what is
 * marked `retryable` by who threw it.
 */
export function isRetryable(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 8; e = e.cause, depth++) {
    if (e instanceof DatabaseError) return RETRYABLE_STATE.test(e.code ?? '')
    if ('retryable' in e && e.retryable === true) return true
    if ('code' in e && RETRYABLE_SYSTEM.has(String(e.code))) return true
    if (RETRYABLE_MESSAGE.test(e.message) || NOT_QUERYABLE.test(e.message)) return true
  }
  return false
}
