import type { EventLog } from '@ventanilla/event-log'
import type { ClocksOpened } from '../../domain/case-clocks.ts'

export interface CasesPage {
  readonly cases: readonly ClocksOpened['data'][]
  /** Up to where the entity's log was read, and how far it reaches. */
  readonly position: number
  readonly head: number
}

const AT_ONCE = 1_000
/** A stretch of the log in which no case was opened ends a page too: no request may take for ever. */
const MOST_EVENTS = 10_000

/**
 * Cases with their clocks, each once, in the order in which they were opened. From the log, so that it needs no read
 * model and misses nothing that was just written, and a page costs the same however many there are.
 */
export async function casesAfter(
  log: EventLog,
  entity: string,
  after: number,
  limit: number,
): Promise<CasesPage> {
  const head = await log.head(entity)
  const cases: ClocksOpened['data'][] = []
  const end = Math.min(head, after + MOST_EVENTS)
  let position = after
  while (position < end) {
    const events = await log.read(entity, position, Math.min(AT_ONCE, end - position))
    if (events.length === 0) break
    for (const event of events) {
      position = event.position
      if (event.type !== 'ClocksOpened') continue
      cases.push(event.data as unknown as ClocksOpened['data'])
      if (cases.length === limit) return { cases, position, head }
    }
  }
  return { cases, position, head }
}
