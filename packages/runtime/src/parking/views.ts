import type { Waiting } from '@ventanilla/bus'
import { problem } from '@ventanilla/http-kit'
import type { z } from 'zod'
import type { ParkedRow } from './projection.ts'
import type { parkedCase, parkedEvent } from './shapes.ts'

export function caseOf(row: ParkedRow): z.output<typeof parkedCase> {
  const { consumer, source, case_id, entity, waiting, since, event_type, sequence, tries, code, message } =
    row
  return {
    ...{ consumer, source, case: case_id, entity, waiting, since, tries },
    ...{ type: event_type, sequence, reason: { code, message } },
  }
}

export function eventOf(waiting: Waiting): z.output<typeof parkedEvent> {
  const { version, eventId = null, type = null, sequence = null, record = null, reason = null } = waiting
  const { bytes, tries } = waiting
  return { ...{ event: version, id: eventId, type, sequence, record, reason }, ...{ bytes, tries } }
}

/** Opaque to callers: what it is made of may change. */
export function cursorOf(last: string): string {
  return Buffer.from(last).toString('base64url')
}

/** @throws ProblemError `validation-failed` for what was never given out */
export function lastOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const last = Buffer.from(cursor, 'base64url').toString()
  if (cursorOf(last) === cursor && !last.includes('\0')) return last
  throw problem('validation-failed', {
    field: 'query.cursor',
    detail: 'Use el «next» de la página anterior, sin cambios.',
  })
}
