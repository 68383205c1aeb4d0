import { existsSync, readdirSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import type { Database } from '@ventanilla/database'
import { memoryLog } from '@ventanilla/event-log/memory'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { createLogger, type Job, run, type Service, systemClock } from '../src/index.ts'

const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }

const options = {
  http: { title: 'Prueba', version: '1', verifier },
  ...{ port: 0, clock: systemClock(), logger: createLogger({ level: 'silent' }), pollMs: 10 },
}

function service(jobs: readonly Job[]): Service {
  return {
    ...{
      name: 'sla-clock',
      log: memoryLog(),
      http: async () => {},
      errors: {},
      publications: () => undefined,
    },
    ...{ subscriptions: [], projectors: [], jobs, checks: [], close: async () => {} },
  }
}

/** Jobs that look again and again, how often each, and how many were at it at once. */
function looking(database: Database) {
  const looks = { a: 0, b: 0, c: 0, sweep: 0 }
  const at = { once: 0, most: 0 }
  const job = (name: keyof typeof looks): Job => ({
    name,
    behind: async () => 0,
    ...(name === 'sweep' && { housekeeping: true }),
    // Each look takes as long as others would need to come beside it.
    async step() {
      await database.transaction(async (tx) => {
        at.once += 1
        at.most = Math.max(at.most, at.once)
        await tx.query('select pg_sleep(0.02)')
        at.once -= 1
        looks[name] += 1
      })
      return true
    },
  })
  const all = () => Object.values(looks).reduce((sum, one) => sum + one, 0)
  return { at, looks, all, service: service([job('a'), job('b'), job('c'), job('sweep')]) }
}

it('who gives way has a lower priority, and its loops ask the database one after the other, jobs first', async () => {
  await using own = await freshDatabase({ prefix: 'gives_way' })
  async function most(givesWay?: true) {
    const { at, looks, all, service } = looking(own.database)
    await using _ = await run([service], { ...options, ...(givesWay && { givesWay }) })
    await expect.poll(all, { timeout: 20_000 }).toBeGreaterThan(20)
    return { most: at.most, swept: looks.sweep / all() }
  }
  const before = getPriority()
  expect((await most()).most).toBeGreaterThan(1)
  expect(getPriority()).toBe(before)
  const behind = await most(true)
  expect(behind.most).toBe(1)
  // In turns it would be one of four.
  expect(behind.swept).toBeLessThan(1 / 6)
  const threads = existsSync('/proc/self/task') ? readdirSync('/proc/self/task') : ['0']
  for (const thread of threads)
    expect(getPriority(Number(thread))).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL)
}, 60_000)
