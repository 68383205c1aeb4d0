import type { LocalDate } from '@ventanilla/calendar'
import type { ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import type { Job } from '@ventanilla/runtime'
import { writeAgenda } from '../commands/early-alerts/agenda.ts'
import { type JudgeDeps, judgeMidnight } from '../commands/early-alerts/judge.ts'
import { leftUpTo, nextOf, Overtaken, type Progress, progressOf } from '../commands/early-alerts/progress.ts'
import { foldAgenda } from '../commands/early-alerts/standing.ts'
import { TELLERS } from '../commands/early-alerts/standing-at.ts'
import { tellAlerts } from '../commands/early-alerts/tell.ts'
import type { Telling } from '../domain/alerts/telling.ts'

export interface EarlyAlertsDeps extends JudgeDeps {
  readonly log: EventLog
  readonly telling: Telling
  /** The business instant up to which every fact of a service has been heard; undefined when none was yet. */
  heardUpTo(source: ServiceName): string | undefined
}

/**
 * Tells of the cases that have come to be at risk, as of each midnight in Bogotá, in order and none twice. A midnight is
 * judged when all that was known by then has been heard, by that and nothing later: however late, it comes out the same.
 * A step does a piece of it, and who goes on elsewhere goes on from there.
 */
export function earlyAlerts(deps: EarlyAlertsDeps): Job {
  const { database, log, telling, heardUpTo } = deps
  /** The last midnight of which nothing was left to do. */
  let done: LocalDate | undefined

  function lastMidnight(): LocalDate | undefined {
    const heard = TELLERS.map((source) => heardUpTo(source) ?? '').toSorted()
    const [earliest] = heard
    return earliest ? telling.lastMidnight(earliest) : undefined
  }

  const isDone = (last: LocalDate | undefined) => last === undefined || (done !== undefined && last <= done)

  return {
    name: 'early-alerts',
    async step(signal, beat = () => {}) {
      const last = lastMidnight()
      if (last === undefined || isDone(last)) return false
      let worked = false
      // Asked for after what has been heard: all of it is before these.
      for (const [entity, head] of await log.heads()) {
        if (signal.aborted) return worked
        worked = (await goOn(deps, entity, { head, last })) || worked
        beat()
      }
      if (!worked) done = last
      return worked
    },
    async behind(ours = true) {
      const last = lastMidnight()
      if (last === undefined || isDone(last)) return 0
      return leftUpTo(last, database, log, ours)
    },
  }
}

/** The next piece of work of an entity. @returns whether there was one */
async function goOn(
  deps: EarlyAlertsDeps,
  entity: string,
  { head, last }: { head: number; last: LocalDate },
): Promise<boolean> {
  const { database, log } = deps
  const progress = await progressOf(database, log, entity)
  if (progress.scanned < head) {
    await writeAgenda(deps, progress, head)
    return true
  }
  const midnight = nextOf(progress)
  if (midnight === undefined || midnight > last) return false
  try {
    await judge(deps, progress, midnight)
  } catch (error) {
    // Whoever has overtaken us does it; the next step shows how things stand.
    if (!(error instanceof Overtaken)) throw error
  }
  return true
}

async function judge(deps: EarlyAlertsDeps, progress: Progress, midnight: LocalDate): Promise<void> {
  if (!(await foldAgenda(deps, progress.entity, midnight))) return
  await judgeMidnight(deps, progress, midnight)
  await tellAlerts(deps, progress, midnight)
}
