import { setTimeout as sleep } from 'node:timers/promises'
import { memoryLog } from '@ventanilla/event-log/memory'
import { watchLeaks } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import {
  createLogger,
  NotSettledError,
  type RunOptions,
  run,
  systemClock,
  watermarkClock,
} from '../src/index.ts'
import { counting, ENTITY, gate, intake, routing, slaClock } from './fixtures/services.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const DUE = '2026-01-26T05:00:00.000Z'
const LATER = '2026-01-26T13:00:00.000Z'
const HOUR_MS = 3_600_000

const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }

function options(over: Partial<RunOptions> = {}): RunOptions {
  return {
    http: { title: 'Prueba', version: '1', verifier },
    ...{ port: 0, clock: systemClock(), logger: createLogger({ level: 'silent' }), pollMs: HOUR_MS },
    ...over,
  }
}

function file(address: string, key: string): Promise<Response> {
  return fetch(`${address}/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  })
}

/** Tells when a request has come, and holds it. */
function arriving(arrived: ReturnType<typeof gate>, door: ReturnType<typeof gate>): () => Promise<void> {
  return () => {
    arrived.open()
    return door.opened
  }
}

async function failureOf(work: Promise<unknown>): Promise<NotSettledError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof NotSettledError)) throw new Error('it settled', { cause: error })
  return error
}

it('a filing has its consequences in the other services, woken by nudges alone', async () => {
  const clock = watermarkClock(T0)
  const services = [intake(clock), routing(), slaClock(clock, DUE)]
  const model = counting(services[1]?.log ?? memoryLog())
  Object.assign(services[1] ?? {}, { projectors: [model] })
  await using running = await run(services, options({ clock }))
  const answers = await Promise.all(['a', 'b', 'c'].map((key) => file(running.address, key)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  await running.settled(20_000)
  expect(await services[1]?.log.head(ENTITY)).toBe(3)
  expect(model.folded()).toBe(3)
  expect((await running.lag()).every(({ behind }) => behind === 0)).toBe(true)
  expect((await running.lag()).map(({ name }) => name)).toEqual([
    ...['routing', 'routing-escalations', 'routing model count', 'sla-clock', 'sla-clock job deadlines'],
    'bus',
    ...['intake business time', 'routing business time', 'sla-clock business time'],
  ])
})

it('a deadline waits until the facts before it have come', async () => {
  const clock = watermarkClock(T0)
  const door = gate()
  const clocks = slaClock(clock, DUE)
  await using running = await run([intake(clock), routing(() => door.opened), clocks], options({ clock }))
  await file(running.address, 'a')
  clock.advance(LATER)
  const { lag } = await failureOf(running.settled(60))
  expect(lag.map(({ name }) => name)).toContain('routing business time')
  expect(clocks.fired).toEqual([])
  door.open()
  await running.settled(20_000)
  expect(clocks.fired).toEqual([{ known: 1 }])
})

it('a request in flight holds the deadlines back, also when its client has hung up', async () => {
  const clock = watermarkClock(T0)
  const [arrived, door] = [gate(), gate()]
  const clocks = slaClock(clock, DUE)
  await using running = await run(
    [intake(clock, arriving(arrived, door)), routing(), clocks],
    options({ clock }),
  )
  const hangUp = new AbortController()
  const lost = fetch(`${running.address}/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"key":"a"}',
    signal: hangUp.signal,
  }).catch(() => 'hung up')
  await arrived.opened
  hangUp.abort()
  expect(await lost).toBe('hung up')
  clock.advance(LATER)
  expect((await failureOf(running.settled(60))).lag.map(({ name }) => name)).toContain('intake business time')
  door.open()
  await running.settled(20_000)
  expect(clocks.fired).toEqual([{ known: 1 }])
})

it('says who is stuck and on what, and isn’t ready meanwhile', async () => {
  const clock = watermarkClock(T0)
  const broken = routing(() => Promise.reject(Object.assign(new Error('ana@example.com'), { code: '57P03' })))
  await using running = await run([intake(clock), broken], options({ clock }))
  await file(running.address, 'a')
  const error = await failureOf(running.settled(1_000))
  expect(error.lag).toContainEqual({ name: 'routing', behind: 1, failing: '57P03' })
  expect(error.message).not.toContain('ana@')
  const ready = async () => (await fetch(`${running.address}/readyz`)).status
  await expect.poll(ready, { timeout: 15_000 }).toBe(503)
  expect((await fetch(`${running.address}/livez`)).status).toBe(200)
})

it('closing finishes what is in flight, refuses what comes, closes each service once, and leaks nothing', async () => {
  const leaks = watchLeaks()
  const clock = watermarkClock(T0)
  const [arrived, door] = [gate(), gate()]
  const services = [intake(clock, arriving(arrived, door)), routing()]
  const running = await run(services, options({ clock }))
  const inFlight = file(running.address, 'a')
  await arrived.opened
  const closed = Promise.all([running.close(), running.close()])
  await sleep(20)
  expect(services.map((one) => one.closed)).toEqual([0, 0])
  door.open()
  expect((await inFlight).status).toBe(201)
  await closed
  expect(services.map((one) => one.closed)).toEqual([1, 1])
  await expect(file(running.address, 'b')).rejects.toThrow()
  await leaks.check()
})

it('what had started is stopped again when the port is taken', async () => {
  await using first = await run([], options())
  const services = [intake(systemClock()), routing()]
  const port = Number(new URL(first.address).port)
  await expect(run(services, options({ port }))).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect(services.map((one) => one.closed)).toEqual([1, 1])
})

it('a service runs alone: whom it follows is elsewhere, and the log says so', async () => {
  const lines: string[] = []
  const logger = createLogger({ to: { write: (line) => lines.push(line) } })
  await using running = await run([routing()], options({ logger }))
  expect((await fetch(`${running.address}/readyz`)).status).toBe(200)
  expect(lines.filter((line) => line.includes('not followed'))).toHaveLength(2)
  await running.settled(20_000)
})

it('a service closes also when another one fails to', async () => {
  const services = [intake(systemClock()), routing()]
  Object.assign(services[0] ?? {}, { close: () => Promise.reject(new Error('the pool is stuck')) })
  const running = await run(services, options())
  await expect(running.close()).rejects.toThrow('not everything closed')
  expect(services[1]?.closed).toBe(1)
})

it('under the wall clock polls carry on what nobody nudges', async () => {
  const services = [intake(systemClock()), routing()]
  await using running = await run(services, options({ pollMs: 10 }))
  await file(running.address, 'a')
  await running.settled(20_000)
  expect(await services[1]?.log.head(ENTITY)).toBe(1)
})

it('housekeeping is woken by its poll alone, and holds up nobody', async () => {
  const clock = watermarkClock(T0)
  let swept = 0
  const sweeping = intake(clock)
  Object.assign(sweeping, {
    jobs: [
      {
        name: 'sweep',
        pollMs: HOUR_MS,
        housekeeping: true,
        behind: async () => 0,
        step: async () => {
          swept += 1
          return false
        },
      },
    ],
  })
  await using running = await run([sweeping, routing(), slaClock(clock, DUE)], options({ clock }))
  await file(running.address, 'a')
  await running.settled(20_000)
  clock.advance(LATER)
  await file(running.address, 'b')
  // Settling takes every service's business time to the clock's, the next look of the sweep an hour away or not.
  await running.settled(20_000)
  expect(swept).toBe(1)
})
