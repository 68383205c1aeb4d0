import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { fromJournal, journalStream } from './journal-entry.ts'

/** What a publisher has written about a case, up to a position in its log. */
export interface Written {
  caseId: string
  source: string
  position: number
}

interface Waiter extends Written {
  resolve(): void
}

const LOOK_MS = 50
const LONGEST_LOOK_MS = 400

export type Heard = ReturnType<typeof createHeard>

/**
 * Those who wait until the journal has what was written about a case. The case is asked for, not the publisher's
 * place: over a broker that is a place in each partition, and only the case's own tells anything of it.
 */
export function createHeard(log: Pick<EventLog, 'stream'>) {
  const waiters = new Set<Waiter>()

  async function isThere(written: Written): Promise<boolean> {
    const { events } = await log.stream(journalStream(written.caseId))
    return events.some((recorded) => {
      const event = fromJournal(recorded)
      return event !== undefined && shows(event, written)
    })
  }

  return {
    /** These are in the journal now. */
    told(events: readonly PublicEvent[]): void {
      for (const waiter of waiters) if (events.some((event) => shows(event, waiter))) waiter.resolve()
    },
    /** What another process wrote into the journal is looked up, ever less often. @returns false after `milliseconds` */
    async until(written: Written, milliseconds: number): Promise<boolean> {
      const end = performance.now() + milliseconds
      let here = false
      let wake = () => {}
      const waiter: Waiter = {
        ...written,
        resolve() {
          here = true
          wake()
        },
      }
      waiters.add(waiter)
      try {
        for (let pause = LOOK_MS; ; pause = Math.min(pause * 2, LONGEST_LOOK_MS)) {
          if (here || (await isThere(written)) || here) return true
          const left = end - performance.now()
          if (left <= 0) return false
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, Math.min(pause, left))
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
            if (here) wake()
          })
        }
      } finally {
        waiters.delete(waiter)
      }
    },
  }
}

function shows({ subject, source, sequence }: PublicEvent, { caseId, ...written }: Written): boolean {
  return subject === caseId && source === written.source && sequence >= written.position
}
