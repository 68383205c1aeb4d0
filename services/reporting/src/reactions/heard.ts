import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { fromJournal, journalStream } from './journal-entry.ts'

/** What a publisher has written about a case, up to a position in its log. */
export interface Written {
  caseId: string
  source: string
  position: number
}

/** Where in the journal it stands. */
export interface Kept {
  entity: string
  position: number
}

interface Waiter extends Written {
  /** When to look for it again, and how long to wait after that, monotonic milliseconds. */
  due: number
  pause: number
  settle(kept: Kept): void
  fail(error: unknown): void
}

const LOOK_MS = 50
const LONGEST_LOOK_MS = 400

export type Heard = ReturnType<typeof createHeard>

/**
 * Those who wait until the journal has what was written about a case. The case is asked for, not the publisher's
 * place: over a broker that is a place in each partition, and only the case's own tells anything of it. What another
 * process wrote into the journal is looked up, ever less often, and in one question for all who wait: when each asked
 * by itself, half of what a busy installation asked its databases was this.
 */
export function createHeard(log: Pick<EventLog, 'streams'>) {
  const waiters = new Set<Waiter>()
  let looking = false
  let wake = () => {}

  async function look(): Promise<void> {
    if (looking) return wake()
    looking = true
    while (waiters.size > 0) {
      const now = performance.now()
      const asking = [...waiters].filter(({ due }) => due <= now)
      if (asking.length > 0) await lookFor(asking)
      else await until(Math.min(...[...waiters].map(({ due }) => due)) - now)
    }
    looking = false
  }

  async function lookFor(asking: readonly Waiter[]): Promise<void> {
    try {
      const streams = await log.streams([...new Set(asking.map(({ caseId }) => journalStream(caseId)))])
      for (const waiter of asking) {
        const events = streams.get(journalStream(waiter.caseId))?.events ?? []
        const shown = events.find((recorded) => isShown(fromJournal(recorded), waiter))
        if (shown) waiter.settle({ entity: shown.entity, position: shown.position })
        waiter.due = performance.now() + waiter.pause
        waiter.pause = Math.min(waiter.pause * 2, LONGEST_LOOK_MS)
      }
    } catch (error) {
      for (const waiter of asking) waiter.fail(error)
    }
  }

  /** So long, or until somebody new waits. */
  async function until(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    wake = () => {}
  }

  return {
    /** These are in the journal now, up to and with the position. */
    told(events: readonly PublicEvent[], kept: Kept): void {
      for (const waiter of waiters) if (events.some((event) => isShown(event, waiter))) waiter.settle(kept)
    },
    /** @returns undefined after `milliseconds` */
    async until(written: Written, milliseconds: number): Promise<Kept | undefined> {
      const { promise, resolve, reject } = Promise.withResolvers<Kept | undefined>()
      const waiter: Waiter = {
        ...{ ...written, due: performance.now(), pause: LOOK_MS },
        ...{ settle: resolve, fail: reject },
      }
      waiters.add(waiter)
      void look()
      const end = setTimeout(() => resolve(undefined), milliseconds)
      try {
        return await promise
      } finally {
        clearTimeout(end)
        waiters.delete(waiter)
      }
    },
  }
}

function isShown(event: PublicEvent | undefined, { caseId, source, position }: Written): boolean {
  return (
    event !== undefined && event.subject === caseId && event.source === source && event.sequence >= position
  )
}
