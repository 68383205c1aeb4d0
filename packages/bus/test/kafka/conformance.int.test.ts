import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { freshDatabase } from '@ventanilla/testing'
import { onTestFinished } from 'vitest'
import { busConformance, type OpenBus } from '../../src/conformance.ts'
import { startLoop } from '../start-loop.ts'
import { openOwnBus } from './world.ts'

const open: OpenBus = async ({ log, ...intake }, { batch }) => {
  const bus = await openOwnBus({
    publishers: [{ name: 'intake', log, ...intake, turn: () => new AbortController().signal }],
    batch,
    startLoop,
  })
  return { bus, close: () => bus.close() }
}

busConformance('kafka, places in memory', open, async () => memoryLog())

busConformance('kafka, places in PostgreSQL', open, async () => {
  const migrations = { service: 'log', dir: eventLogMigrations }
  const fresh = await freshDatabase({ prefix: 'bus', migrations, max: 8 })
  onTestFinished(() => fresh.drop())
  return openPostgresLog(fresh.database)
})
