import { createLogger } from '@ventanilla/runtime'
import { expect, it } from 'vitest'
import { forEachOf } from '../src/jobs/for-each-of.ts'
import { createOutage } from '../src/jobs/outage.ts'
import { createRetries } from '../src/jobs/retries.ts'

function stillTime() {
  let now = 0
  return { elapsed: () => now, pass: (ms: number) => (now += ms) }
}

it('a message that was put off waits twice as long each time, up to a bound, and is told of once it lasts', () => {
  const { elapsed, pass } = stillTime()
  const policy = { firstMs: 1_000, maxMs: 5_000, triesBeforeTelling: 3, jitter: () => 1, elapsed }
  const retries = createRetries(policy)
  const waits: number[] = []
  const told: boolean[] = []
  for (let tried = 0; tried < 5; tried++) {
    told.push(retries.putOff('m'))
    let waited = 0
    for (; retries.waiting().includes('m'); waited += 500) pass(500)
    waits.push(waited)
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
  expect(told).toEqual([false, false, true, true, true])
})

it('a message waits no longer than the fault of others allows, and others wait for nobody', () => {
  const { elapsed, pass } = stillTime()
  const retries = createRetries({
    firstMs: 60_000,
    maxMs: 900_000,
    triesBeforeTelling: 3,
    jitter: () => 1,
    elapsed,
  })
  retries.putOff('a', 30_000)
  retries.putOff('b')
  pass(30_000)
  expect(retries.waiting()).toEqual(['b'])
  retries.forget('b')
  expect(retries.waiting()).toEqual([])
})

it('an outage is one however many see it begin, and is told of when it begins and when it ends', () => {
  const { elapsed, pass } = stillTime()
  const lines: string[] = []
  const logger = createLogger({ to: { write: (line: string) => void lines.push(line) } })
  const outage = createOutage({ firstMs: 100, maxMs: 1_000, logger, jitter: () => 1, elapsed })
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNECTION' })
  for (let i = 0; i < 8; i++) outage.begins(new Error('down', { cause }))
  expect(outage.lasts()).toBe(true)
  pass(100)
  expect(outage.lasts()).toBe(false)
  outage.begins(new Error('down', { cause }))
  pass(199)
  expect(outage.lasts()).toBe(true)
  pass(1)
  outage.ends()
  outage.ends()
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', failure: 'ECONNECTION', msg: 'no mail server answers' },
    { level: 'info', failures: 2, msg: 'the mail server answers again' },
  ])
})

it('works on so many at a time and no more, all of them once', async () => {
  let now = 0
  let most = 0
  const done: number[] = []
  await forEachOf([0, 1, 2, 3, 4, 5, 6], 3, async (item) => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, item % 2))
    now -= 1
    done.push(item)
  })
  expect(most).toBe(3)
  expect(done.sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
})

it('begins nothing after a failure, and waits for what was on its way', async () => {
  const done: number[] = []
  const work = forEachOf([0, 1, 2, 3, 4], 2, async (item) => {
    if (item === 0) throw new Error('the log is away')
    await new Promise((resolve) => setTimeout(resolve, 5))
    done.push(item)
  })
  await expect(work).rejects.toThrow('the log is away')
  expect(done).toEqual([1])
})
