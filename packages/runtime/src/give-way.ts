import { existsSync, readdirSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'

/** Linux has a priority for each thread: those that collect, compile, and read files are there before us. */
const THREADS = '/proc/self/task'

/**
 * Where processors are scarce, this process goes behind the others of its machine. For one whose work comes in heaps
 * at hours that nobody chooses, while people wait for what the others do. It needs no right, and can't be taken back.
 */
export function giveWay(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority
  const threads = existsSync(THREADS) ? readdirSync(THREADS).map(Number) : [0]
  for (const thread of threads)
    try {
      // Who started it may have put it further back.
      if (getPriority(thread) < PRIORITY_BELOW_NORMAL) setPriority(thread, PRIORITY_BELOW_NORMAL)
    } catch (error) {
      if (existsSync(`${THREADS}/${thread}`)) throw error // and hasn't just ended
    }
}
