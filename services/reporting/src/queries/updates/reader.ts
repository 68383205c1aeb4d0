import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { standingOf } from '@ventanilla/projections'
import { fromJournal } from '../../reactions/journal-entry.ts'
import { caseFiles } from '../case-files/projection.ts'
import { alertIn, CASE_AT_RISK } from '../early-alerts/in-log.ts'

/** A case of which there is something new. Says where to look, and nothing of what is there. */
export interface Update {
  caseId: string
  /** Of the public event: 'ventanilla.routing.CaseAssigned.v1'. */
  type: string
  /** In the journal of the entity. */
  position: number
  /** The business instant. */
  at: string
}

/** What of a piece of the journal changes a case file, and where the piece ends. */
export interface Updates {
  updates: readonly Update[]
  /** Everything up to this position has been looked at. */
  upTo: number
}

export interface UpdatesReader {
  read(after: number, limit: number): Promise<Updates>
  /** `readable`: the case files have been brought up to here. `head`: the journal ends here. */
  ends(): Promise<{ readable: number; head: number }>
}

export function updatesReader(db: Db, log: Pick<EventLog, 'read' | 'head'>, entity: string): UpdatesReader {
  return {
    async read(after, limit) {
      const events = await log.read(entity, after, limit)
      const updates = events.flatMap((recorded): Update[] => {
        const event = fromJournal(recorded) ?? alertIn(recorded)
        if (!event || !(caseFiles.on[event.type] || event.type === CASE_AT_RISK)) return []
        return [{ caseId: event.subject, type: event.type, position: recorded.position, at: event.at }]
      })
      return { updates, upTo: events.at(-1)?.position ?? after }
    },
    async ends() {
      // In this order: what is readable was in the journal before.
      const { position } = await standingOf(db, caseFiles.name, entity)
      return { readable: position, head: await log.head(entity) }
    },
  }
}
