import { openDatabase } from '@ventanilla/database'
import { openPostgresLog, versionedLog } from '@ventanilla/event-log'
import { createCalendarBook } from '../../src/commands/calendar-book.ts'
import { walkOn } from '../../src/commands/recount-walk.ts'
import { eventVersions } from '../../src/domain/versions.ts'
import { entity } from './routing-events.ts'

// A process that walks for the calendar in force, in short stretches, until it is killed.
const database = await openDatabase({ url: process.argv[2] ?? '', applicationName: 'recount' })
const log = versionedLog(openPostgresLog(database), eventVersions)
const calendars = createCalendarBook({ log, overlays: new Map(), now: () => '', looks: true })
const { calendar, forOpen } = await calendars.inForce(entity)
if (!forOpen) throw new Error('no calendar is in force for open terms')
const walk = {
  entity,
  inForce: { calendar, forOpen },
  facts: 25,
  knownUpTo: forOpen.at,
  delivered: '',
  parked: new Set<string>(),
}
while ((await walkOn({ log, calendars }, walk)) === 'on') process.stdout.write('.')
process.stdout.write('whole')
await database.close()
