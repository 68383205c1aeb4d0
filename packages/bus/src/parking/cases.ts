import type { ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { parkingFact } from './facts.ts'

/** Where the stream of a parked case stands. */
export interface ParkedAt {
  entity: string
  version: number
}

/** Which cases are parked, for who has to leave them alone. */
export interface ParkedCases {
  /**
   * Those of one consumer and publisher, by key. Everything that was committed before the call is in it.
   * @throws when that can't be promised just now
   */
  of(consumer: string, source: ServiceName): Promise<Map<string, ParkedAt>>
}

const BATCH = 1_000

/** Told by the log itself, all of which is read each time: for a log of a few facts. */
export function casesInLog(log: Pick<EventLog, 'heads' | 'read'>): ParkedCases {
  return {
    async of(consumer, source) {
      const cases = new Map<string, ParkedAt>()
      for (const [entity, head] of await log.heads())
        for (let after = 0; after < head; after += BATCH)
          for (const recorded of await log.read(entity, after, BATCH)) {
            const fact = parkingFact(recorded)
            if (fact?.data.consumer !== consumer || fact.data.source !== source) continue
            const { key } = fact.data
            if (fact.type === 'ParkedCaseReplayed' || fact.type === 'ParkedCaseDiscarded') cases.delete(key)
            else cases.set(key, { entity, version: recorded.version })
          }
      return cases
    },
  }
}
