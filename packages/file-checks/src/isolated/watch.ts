import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { Bounds } from '../bounds.ts'
import type { Stopped } from './order.ts'
import { RESULT_FD } from './worker-channel.ts'

/**
 * Often enough for a stream that unpacks a gigabyte a second to be caught within some tens of megabytes.
 */
const EVERY_MS = 20

const { memoryBytes, cpuSeconds } = workerData as Bounds

setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) stop('memory')
  const { user, system } = process.cpuUsage()
  if ((user + system) / 1e6 > cpuSeconds) stop('time')
}, EVERY_MS)

/** The thread that reads may be in the middle of anything, and can't be asked. */
function stop(stopped: Stopped): void {
  writeSync(RESULT_FD, JSON.stringify({ stopped }))
  process.kill(process.pid, 'SIGKILL')
}
