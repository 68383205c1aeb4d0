import type { EventLog, Recorded } from '@ventanilla/event-log'
import type { FilingEvent, FilingReceived } from '../domain/filing-events.ts'

/** A filing as its own stream tells it, so that what was just written can be read at once. */
export interface FoundFiling {
  entity: string
  received: FilingReceived
}

/** Undefined when there is none, or when it still waits in quarantine. */
export async function findFiling(log: EventLog, caseId: string): Promise<FoundFiling | undefined> {
  const { entity, events } = await log.stream(`filing/${caseId}`)
  const received = events.find(isReceived)
  return entity === undefined || !received ? undefined : { entity, received: received.data }
}

function isReceived(event: Recorded): event is Recorded & Extract<FilingEvent, { type: 'FilingReceived' }> {
  return event.type === 'FilingReceived'
}
