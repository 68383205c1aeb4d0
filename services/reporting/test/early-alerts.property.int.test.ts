import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { storeMigrations } from '@ventanilla/runtime'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reportingMigrations } from '../src/adapters/reached.ts'
import { TELLERS } from '../src/commands/early-alerts/standing-at.ts'
import { DAYS, END, type History, histories, queuesOf, START } from './alert-histories.ts'
import { type AlertsRun, alertsRun, breakable } from './alerts-run.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  const migrations = [...storeMigrations, { service: 'reporting', dir: reportingMigrations }]
  fresh = await freshDatabase({ prefix: 'early_alerts', migrations })
})
afterAll(() => fresh?.drop())

/** Two minutes after each midnight everything is there, and the job runs. */
async function punctual(run: AlertsRun, { events }: History): Promise<void> {
  let rest: readonly PublicEvent[] = events
  for (let day = 1; day <= DAYS + 1; day++) {
    const midnight = Date.parse(bogotaInstant(addDays(START, day)))
    const now = new Date(midnight + 120_000).toISOString()
    await run.hear(rest.filter(({ recordedAt }) => recordedAt < now))
    rest = rest.filter(({ recordedAt }) => recordedAt >= now)
    for (const source of TELLERS) run.heardUpTo(source, now)
    await run.finish()
  }
}

/** What may go wrong between two steps. */
const chance = fc.record({
  /** Which publisher is heard of next, and how much of it. */
  source: fc.constantFrom(...TELLERS),
  events: fc.integer({ min: 0, max: 6 }),
  /** Whether it also says how far it is. */
  says: fc.boolean(),
  steps: fc.integer({ min: 0, max: 3 }),
  anew: fc.boolean(),
  /** Another process does the same work at the same time. */
  beside: fc.boolean(),
  /** At which statement the job is broken off; a half is an answer that is lost. */
  breaks: fc.option(
    fc.integer({ min: 2, max: 60 }).map((halves) => halves / 2),
    { freq: 4 },
  ),
})
type Chance = typeof chance extends fc.Arbitrary<infer T> ? T : never

async function bySomeChance(
  run: AlertsRun,
  breakAfter: (statements: number) => void,
  { events }: History,
  chances: readonly Chance[],
): Promise<number> {
  let broken = 0
  async function step({ anew, beside, breaks }: Chance): Promise<void> {
    breakAfter(breaks ?? Number.POSITIVE_INFINITY)
    const steps = [run.step(anew), ...(beside ? [run.stepElsewhere()] : [])]
    for (const ended of await Promise.allSettled(steps)) {
      if (ended.status === 'fulfilled') continue
      expect(String(ended.reason)).toContain('broken off')
      broken++
    }
    breakAfter(Number.POSITIVE_INFINITY)
  }
  const queues = queuesOf(events)
  for (const chance of chances) {
    const queue = queues.get(chance.source) ?? []
    await run.hear(queue.splice(0, chance.events))
    if (chance.says) run.heardUpTo(chance.source, queue[0]?.recordedAt ?? END)
    for (let n = 0; n < chance.steps; n++) await step(chance)
    // Whoever waits until nothing is left goes by this.
    if ((await run.behind()) === 0) expect(await run.step()).toBe(false)
  }
  for (const queue of queues.values()) await run.hear(queue)
  for (const source of TELLERS) run.heardUpTo(source, END)
  for (const chance of chances) await step(chance)
  await run.finish()
  return broken
}

/** Without what two entities' cases differ in. */
async function factsOf(run: AlertsRun, { caseIds }: History): Promise<string[]> {
  const facts = await run.facts()
  const told = facts.map(({ at, data: { caseId, ...data } }) => ({
    ...{ n: caseIds.indexOf(String(caseId)), at, data },
  }))
  expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted())
  return told.map((one) => JSON.stringify(one)).toSorted()
}

it('are the same however late and in whatever order all is heard, who judges, and how often that breaks off', async () => {
  let n = 0
  let [alerts, broken] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.array(chance, { minLength: 5, maxLength: 40 }),
      async (history, chances) => {
        n++
        const [early, late] = [history(`a${n}`), history(`b${n}`)]
        const { database, breakAfter } = breakable(fresh.database)
        const [first, second] = [alertsRun(fresh.database, `a${n}`), alertsRun(database, `b${n}`)]
        const [, breaks] = await Promise.all([
          punctual(first, early),
          bySomeChance(second, breakAfter, late, chances),
        ])
        broken += breaks
        const expected = await factsOf(first, early)
        expect(await factsOf(second, late)).toEqual(expected)
        expect(await second.behind()).toBe(0)
        alerts += expected.length
      },
    ),
    { numRuns: 60 },
  )
  expect(alerts).toBeGreaterThan(40)
  expect(broken).toBeGreaterThan(20)
}, 600_000)
