import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it, onTestFinished } from 'vitest'
import {
  createLogger,
  type Job,
  type RunOptions,
  run,
  type Service,
  watermarkClock,
} from '../../src/index.ts'
import { createGate, type Gate } from '../../src/replicas/gate.ts'
import type { Replicas } from '../../src/replicas/replicas.ts'
import { gate as door, intake, routing, slaClock } from '../fixtures/services.ts'
import { memoryReplicas } from './memory-replicas.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const DUE = '2026-01-26T05:00:00.000Z'
const LATER = '2026-01-26T13:00:00.000Z'

const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }

async function start(services: readonly Service[], clock: RunOptions['clock']) {
  const logger = createLogger({ level: 'silent' })
  const http = { title: 'Prueba', version: '1', verifier }
  const running = await run(services, { http, clock, logger, port: 0, pollMs: 20 })
  onTestFinished(() => running.close())
  return running
}

const file = (address: string, key: string) =>
  fetch(`${address}/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  })

/** A service of which another process runs the same. */
function replica(service: Service, replicas: Replicas, gate: Gate = createGate()): Service {
  return { ...service, replicated: { replicas, gate } }
}

/** Works whenever it is let, and counts. */
function busy(over: Partial<Job> = {}) {
  const steps = { count: 0, aborted: 0 }
  const job: Job = {
    name: 'busy',
    pollMs: 5,
    behind: async () => 0,
    async step(signal) {
      steps.count += 1
      signal.addEventListener('abort', () => (steps.aborted += 1), { once: true })
      return false
    },
    ...over,
  }
  return { steps, job }
}

it.each([{}, { housekeeping: true as const }])(
  'one process does a job, the next when it stops: %o',
  async (kind) => {
    const clock = watermarkClock(T0)
    const replicas = memoryReplicas(() => performance.now())
    const [mine, theirs] = [busy(kind), busy(kind)]
    const first = await start([replica({ ...intake(clock), jobs: [mine.job] }, replicas)], clock)
    await start([replica({ ...intake(clock), jobs: [theirs.job] }, replicas)], clock)
    await expect.poll(() => mine.steps.count).toBeGreaterThan(3)
    expect(theirs.steps.count).toBe(0)
    await first.close()
    const before = mine.steps.count
    await expect.poll(() => theirs.steps.count, { timeout: 10_000 }).toBeGreaterThan(3)
    expect(mine.steps.count).toBe(before)
  },
)

it('work that is taken away is told so', async () => {
  const clock = watermarkClock(T0)
  let now = 0
  const replicas = memoryReplicas(() => now)
  const { steps, job } = busy()
  await start([replica({ ...intake(clock), jobs: [job] }, replicas)], clock)
  await expect.poll(() => steps.count).toBeGreaterThan(0)
  now += replicas.leaseMs
  await replicas.beat({ replica: 'another', nth: 1, promised: T0, work: ['job busy'], looked: new Map() })
  await expect.poll(() => steps.aborted, { timeout: 10_000 }).toBeGreaterThan(0)
  const before = steps.count
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(steps.count).toBe(before)
})

it('a request in flight at one process holds back the deadlines that another would let go', async () => {
  const clock = watermarkClock(T0)
  const replicas = memoryReplicas(() => performance.now())
  const log = memoryLog()
  const [arrived, held] = [door(), door()]
  const hold = () => {
    arrived.open()
    return held.opened
  }
  const first = await start([replica(intake(clock, hold, log), replicas)], clock)
  const clocks = slaClock(clock, DUE)
  const second = await start([replica(intake(clock, undefined, log), replicas), routing(), clocks], clock)
  const filing = file(first.address, 'a')
  await arrived.opened
  clock.advance(LATER)
  await expect(second.settled(100)).rejects.toThrow('intake business time')
  expect(clocks.fired).toEqual([])
  held.open()
  expect((await filing).status).toBe(201)
  await second.settled(30_000)
  expect(clocks.fired).toEqual([{ known: 1 }])
})

it('one that lost its standing writes nothing, and says so, until it has it again', async () => {
  const clock = watermarkClock(T0)
  const replicas = memoryReplicas(() => performance.now())
  let refused = false
  const beat: Replicas['beat'] = async (one) => {
    const answer = await replicas.beat(one)
    return refused ? { ...answer, standing: false, mine: [] } : answer
  }
  const running = await start([replica(intake(clock), { ...replicas, beat })], clock)
  const ready = async () => (await fetch(`${running.address}/readyz`)).status
  const filed = async (key: string) => (await file(running.address, key)).status
  expect(await filed('a')).toBe(201)
  refused = true
  clock.advance(DUE) // what advances is told to the others
  await expect.poll(ready).toBe(503)
  expect(await filed('b')).toBe(503)
  refused = false
  clock.advance(LATER)
  await expect.poll(ready).toBe(200)
  expect(await filed('b')).toBe(201)
})
