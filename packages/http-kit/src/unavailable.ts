/**
 * SQLSTATEs after which the same request may succeed: 08 connection, 53300 too many connections,
 * 53200 out of memory, 57 operator intervention (57014 our own statement timeout, 57P0x shutdown), 25006 read-only
 * after a failover, 40001/40P01 serialization and deadlock, 58030 a disk that fails.
 */
const retryableSqlState = /^(08...|53[234]00|57014|57P0.|25006|40001|40P01|55P03|58030)$/

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])

/** `pg` gives these two no code: a socket that closed under a query, and a pool that waited in vain. */
const codelessMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
]

/**
 * Whether an error says that something we depend on can't be reached just now: marked `retryable: true`,
 * a SQLSTATE or a socket error from the list above, on the error itself or on a cause of it.
 */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if ('retryable' in error && error.retryable === true) return true
  if ('code' in error && typeof error.code === 'string') {
    if (networkCodes.has(error.code) || retryableSqlState.test(error.code)) return true
  }
  if (codelessMessages.some((message) => error.message.startsWith(message))) return true
  return isUnavailable(error.cause, depth + 1)
}

const fullCodes = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** Whether an error says that a disk is full, the database's or the one that attachments lie on. */
export function isStorageFull(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if ('code' in error && typeof error.code === 'string' && fullCodes.has(error.code)) return true
  return isStorageFull(error.cause, depth + 1)
}
