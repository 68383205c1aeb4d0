import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '@ventanilla/decider'
import {
  type Append,
  deriveId,
  eventLogMigrations,
  openPostgresLog,
  versionedLog,
} from '@ventanilla/event-log'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'
import { activated, activating } from '../src/commands/activate-calendars.ts'
import { createCalendarBook } from '../src/commands/calendar-book.ts'
import { readClocks } from '../src/commands/read-clock.ts'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { eventVersions } from '../src/domain/versions.ts'
import { petition, stops } from './support/clock-facts.ts'
import { calendar, others, overlays } from './support/histories.ts'
import { putInForce } from './support/put-in-force.ts'
import { entity } from './support/routing-events.ts'

const program = fileURLToPath(new URL('./support/recount-process.ts', import.meta.url))
const CLOCKS = 300
const cases = Array.from({ length: CLOCKS }, (_, n) => deriveId('case', 'killed', n))
const ids = cases.map((caseId) => clockIdOf(caseId, 'legal'))
const at = '2026-11-23T14:00:00.000Z'

/** Petitions under one calendar, and another that was put in force for them: nobody has walked yet. */
async function installation() {
  const fresh = await freshDatabase({
    prefix: 'recount',
    migrations: { service: 'event-log', dir: eventLogMigrations },
  })
  onTestFinished(() => fresh.drop())
  const log = versionedLog(openPostgresLog(fresh.database), eventVersions)
  const before = activated({ entity, overlays }, [])
  await log.write(entity, { appends: [activating(before, 0, { at, actor: 'test' })] })
  const { id, version } = calendar
  for (const [n, caseId] of cases.entries()) {
    const start = petition({ caseId, clockId: ids[n] ?? '', calendar: { id, version } })
    const data = { ...start, due: '2026-12-14', marks: [] } as unknown as JsonObject
    await log.write(entity, { appends: [append(clockStream(start.clockId), 0, 'ClockStarted', data)] })
  }
  await putInForce(log, others, '2026-12-07T15:00:00.000Z')
  return {
    fresh,
    log,
    calendars: createCalendarBook({ log, overlays: new Map(), now: () => at, looks: true }),
  }
}

function append(stream: string, expected: number, type: string, data: JsonObject): Append {
  return {
    stream,
    expected,
    actor: 'test',
    events: [{ id: deriveId('test', stream, expected), type, data, at }],
  }
}

/** @param stretches after which it is killed in the middle of the next one; to the end when absent */
async function walk(url: string, stretches = Number.POSITIVE_INFINITY): Promise<string> {
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.length >= stretches) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return said
}

it('a recount that is killed goes on from where it was, and each clock is told once', async () => {
  const { fresh, log, calendars } = await installation()
  const recounted = async () => {
    const streams = await log.streams(ids.map(clockStream))
    return [...streams.values()].map(
      ({ events }) => events.filter(({ type }) => type === 'ClockRecounted').length,
    )
  }
  const done = async () => (await recounted()).reduce((sum, one) => sum + one)
  expect(await walk(fresh.url, 2)).not.toContain('whole')
  const first = await done()
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(CLOCKS)
  // Meanwhile somebody writes to a clock that has not been reached.
  const last = ids.at(-1) ?? ''
  const fact = stops(9, '2026-12-04')
  const paused = { clockId: last, caseId: cases.at(-1) ?? '', fact, on: fact.on, reason: fact.reason }
  await log.write(entity, {
    appends: [append(clockStream(last), 1, 'ClockPaused', paused as unknown as JsonObject)],
  })
  expect(await walk(fresh.url, 1)).not.toContain('whole')
  expect(await done()).toBeGreaterThanOrEqual(first)
  expect(await walk(fresh.url)).toContain('whole')
  expect(await recounted()).toEqual(Array(CLOCKS).fill(1))
  const { events } = await log.stream(clockStream(last))
  expect(events.at(-1)).toMatchObject({ type: 'ClockRecounted', data: { paused: true, marks: [] } })
  const found = await readClocks(log, calendars, ids)
  const { calendar: inForce } = await calendars.inForce(entity)
  expect(new Set(found.map(({ start }) => start.calendar.version))).toEqual(new Set([inForce.version]))
  expect(await walk(fresh.url)).toBe('whole')
  expect(await done()).toBe(CLOCKS)
})
