import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { freshDatabase } from '@ventanilla/testing'
import { onTestFinished } from 'vitest'
import { busConformance, type OpenBus } from '../../src/conformance.ts'
import { openWorld } from './world.ts'

const open: OpenBus = async (intake, { batch }) => {
  const world = await openWorld()
  const turn = () => new AbortController().signal
  const bus = world.openBus({
    publishers: [{ name: 'intake', ...intake, turn }],
    ...{ clock: { now: intake.watermark }, batch },
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
