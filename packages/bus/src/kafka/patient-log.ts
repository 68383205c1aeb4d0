import kafkajs, { type LogEntry } from 'kafkajs'
import type { BusLogger } from './client.ts'

const { logLevel } = kafkajs

/** As long as a broker takes to start, or to hand its partitions to another. */
const PATIENCE_MS = 15_000
/** After so long without any the next one is a new trouble. */
const FORGOTTEN_MS = 60_000

/**
 * What kafkajs says, as we tell it. A request that failed is tried again, by kafkajs or by our loops, and what comes of
 * it in the end is told by whoever asked for it: a broker that has just started answers that its group coordinator
 * is loading or that it doesn't host a partition yet, thirty times before it serves. So what is tried again is told as
 * debug, unless it lasts; what nothing tries again is told at once.
 */
export function patientLog(logger: BusLogger, elapsed: () => number = () => performance.now()) {
  let since = 0
  let last = Number.NEGATIVE_INFINITY

  /** Whether something has gone wrong again and again for too long to be passed over. */
  function lasts(): boolean {
    const now = elapsed()
    if (now - last > FORGOTTEN_MS) since = now
    last = now
    return now - since >= PATIENCE_MS
  }

  return ({ level, namespace, log }: LogEntry): void => {
    const { message, groupId, broker, error } = log
    const about = { client: namespace, groupId, broker, ...(error !== undefined && { error: String(error) }) }
    const told = level === logLevel.ERROR && namespace !== 'Connection' && (!('retryCount' in log) || lasts())
    logger[told ? 'warn' : 'debug'](about, message)
  }
}
