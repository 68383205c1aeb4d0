import type { Overlay } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import { activated, activating } from '../../src/commands/activate-calendars.ts'
import type { CalendarBook } from '../../src/commands/calendar-book.ts'
import { walkOn } from '../../src/commands/recount-walk.ts'
import { entity } from './routing-events.ts'

/** A calendar is put in force for open terms, as somebody who has seen what it moves does. */
export async function putInForce(log: EventLog, overlays: readonly Overlay[], at: string): Promise<void> {
  const { events, version } = await log.stream(`calendar/${entity}`)
  const listed = { position: await log.head(entity), at }
  const data = { ...activated({ entity, overlays }, events), forOpenTerms: { act: 'Decreto 20', listed } }
  await log.write(entity, { appends: [activating(data, version, { at, actor: 'user:operator' })] })
}

/** The walk for it, as far as the log goes; nothing where none is in force. @param facts of each stretch */
export async function walkAll(log: EventLog, calendars: CalendarBook, facts = 100): Promise<void> {
  const { calendar, forOpen } = await calendars.inForce(entity)
  if (!forOpen) return
  const walk = { entity, inForce: { calendar, forOpen }, facts, delivered: '', parked: new Set<string>() }
  while ((await walkOn({ log, calendars }, { ...walk, knownUpTo: forOpen.at })) === 'on');
}
