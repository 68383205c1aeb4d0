import { openDatabase } from '@ventanilla/database'
import { openPostgresLog } from '@ventanilla/event-log'
import { createProjector } from '../src/index.ts'
import { tally } from './tally.ts'

/** A process that rebuilds until it is killed: it writes after every few rows, and tells how far it is. */
const database = await openDatabase({ url: process.env.DATABASE_URL ?? '', max: 5 })
const projector = createProjector({ database, log: openPostgresLog(database), projection: tally, rows: 20 })
await projector.rebuild({ progress: (_, done) => process.send?.(done) })
await database.close()
