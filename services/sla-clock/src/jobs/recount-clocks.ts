import type { Job, ParkedModel } from '@ventanilla/runtime'
import { hasWalked, walkedTo, walkOn } from '../commands/recount-walk.ts'
import type { SlaClockDeps } from '../deps.ts'

export interface RecountDeps extends Pick<SlaClockDeps, 'log' | 'calendars'> {
  /** Cases with an event that could not be handled here. */
  parked: Pick<ParkedModel, 'of'>
  consumer: string
  /** The business instant up to which every fact of a service has been heard; undefined when none was yet. */
  heardUpTo: (source: 'routing' | 'notification') => string | undefined
}

/** Some hundred clocks: what is lost when the process is killed, and for how long a step holds its loop. */
const FACTS = 1_000

/**
 * Makes every open clock come under a calendar that was put in force for open terms. It begins when all that happened
 * until then has been heard from routing: what had ended by then stays as it ended, however late that was heard.
 */
export function recountClocks({ log, calendars, parked, consumer, heardUpTo }: RecountDeps): Job {
  /** Ids of calendars whose walk is over. */
  const over = new Set<string>()

  /** @returns whether something was done */
  async function walk(entity: string): Promise<boolean> {
    const { calendar, forOpen } = await calendars.inForce(entity)
    const knownUpTo = heardUpTo('routing') ?? ''
    if (forOpen === undefined || over.has(forOpen.id) || knownUpTo < forOpen.at) return false
    const sources = ['routing', 'notification'] as const
    const waiting = await Promise.all(sources.map((source) => parked.of(consumer, source)))
    const cases = new Set(waiting.flatMap((found) => [...found.keys()]))
    const delivered = heardUpTo('notification') ?? ''
    const walked = await walkOn(
      { log, calendars },
      { entity, inForce: { calendar, forOpen }, facts: FACTS, knownUpTo, delivered, parked: cases },
    )
    if (walked === 'over') over.add(forOpen.id)
    return walked === 'on'
  }

  return {
    name: 'recount',
    async step(signal, beat = () => {}) {
      let worked = false
      for (const entity of (await log.heads()).keys()) {
        if (signal.aborted) break
        worked = (await walk(entity)) || worked
        beat()
      }
      return worked
    },
    async behind() {
      let left = 0
      for (const entity of (await log.heads()).keys()) {
        const { forOpen } = await calendars.inForce(entity)
        if (forOpen === undefined || (await hasWalked(log, entity, forOpen))) continue
        left += forOpen.position - (await walkedTo(log, entity, forOpen))
      }
      return left
    },
  }
}
