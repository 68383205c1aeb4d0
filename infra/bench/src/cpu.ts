import { readdirSync, readFileSync } from 'node:fs'

/** Of Linux on every machine that Node runs on: `getconf CLK_TCK`. */
const TICKS = 100

interface Stat {
  pid: number
  parent: number
  ticks: number
}

/**
 * Processor time that these processes, those they started and those that have ended under them have used; undefined
 * where there is no /proc. What a process that ended used is in its parent's count once the parent has seen it end.
 */
export function cpuSeconds(roots: readonly number[]): number | undefined {
  let pids: number[]
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return undefined
  }
  const stats = pids.flatMap((pid) => statOf(pid) ?? [])
  const counted = new Set(roots)
  // A child may stand before its parent in the list: again until nobody is added.
  for (let size = -1; size !== counted.size; ) {
    size = counted.size
    for (const { pid, parent } of stats) if (counted.has(parent)) counted.add(pid)
  }
  const ticks = stats.reduce((sum, one) => sum + (counted.has(one.pid) ? one.ticks : 0), 0)
  return ticks / TICKS
}

export function parentOf(pid: number): number | undefined {
  return statOf(pid)?.parent
}

/** proc_pid_stat(5). The name is in parentheses and may hold anything: fields are counted from the last one. */
function statOf(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined // it has ended since
  }
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [, parent = 0] = fields
  // utime, stime, and both of the children that were waited for: fields 14 to 17, the third is the first here.
  const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0)
  return { pid, parent, ticks }
}
