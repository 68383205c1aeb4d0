import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { type Check, createHealth, type Loop } from '../src/index.ts'

function loopLike(over: Partial<Loop> = {}): Loop {
  return {
    name: 'routing<intake',
    alive: () => true,
    lastBeat: 0,
    lastProgress: undefined,
    failing: undefined,
    failures: 0,
    nudge() {},
    hurry() {},
    quiet: () => true,
    async stop() {},
    ...over,
  }
}

async function ask(path: '/livez' | '/readyz', loops: Loop[], checks: Check[] = [], drain = false) {
  await using app = Object.assign(fastify(), { [Symbol.asyncDispose]: () => app.close() })
  const health = createHealth({ loops, checks, timeoutMs: 20 })
  await app.register(health.plugin)
  if (drain) health.draining()
  const response = await app.inject(path)
  expect(response.headers['cache-control']).toBe('no-store')
  return { status: response.statusCode, body: response.json() }
}

it('is live and ready when everything passes', async () => {
  const checks = [{ name: 'database', probe: () => true }]
  expect(await ask('/livez', [loopLike()], checks)).toEqual({
    status: 200,
    body: { status: 'pass', checks: [{ name: 'loop routing<intake', status: 'pass' }] },
  })
  const { status, body } = await ask('/readyz', [loopLike()], checks)
  expect(status).toBe(200)
  expect(body.checks.map(({ name }: { name: string }) => name)).toEqual([
    'accepting',
    'database',
    'loop routing<intake',
  ])
})

it('a stalled loop makes it not live', async () => {
  const { status, body } = await ask('/livez', [loopLike({ alive: () => false })])
  expect(status).toBe(503)
  expect(body.checks).toEqual([{ name: 'loop routing<intake', status: 'fail', detail: 'stalled' }])
})

it('a check that fails, throws or hangs makes it not ready, and shows no values', async () => {
  const checks: Check[] = [
    { name: 'no', probe: () => false },
    {
      name: 'throws',
      probe: () => Promise.reject(Object.assign(new Error('ana@example.com'), { code: '57P01' })),
    },
    {
      name: 'throws now',
      probe: () => {
        throw new TypeError('ana@example.com')
      },
    },
    { name: 'hangs', probe: () => new Promise(() => {}) },
  ]
  const { status, body } = await ask('/readyz', [], checks)
  expect(status).toBe(503)
  expect(body.checks.slice(1)).toEqual([
    { name: 'no', status: 'fail' },
    { name: 'throws', status: 'fail', detail: '57P01' },
    { name: 'throws now', status: 'fail', detail: 'TypeError' },
    { name: 'hangs', status: 'fail', detail: 'TimeoutError' },
  ])
})

it('a few failures of a loop are its own matter, five in a row make it not ready but still live', async () => {
  expect((await ask('/readyz', [loopLike({ failures: 4, failing: '40P01' })])).status).toBe(200)
  const failing = loopLike({ failures: 5, failing: '40P01' })
  const { status, body } = await ask('/readyz', [failing])
  expect(status).toBe(503)
  expect(body.checks.at(-1)).toEqual({ name: 'loop routing<intake', status: 'fail', detail: '40P01' })
  expect((await ask('/livez', [failing])).status).toBe(200)
})

it('while draining it is live but not ready', async () => {
  const { status, body } = await ask('/readyz', [], [], true)
  expect(status).toBe(503)
  expect(body.checks[0]).toEqual({ name: 'accepting', status: 'fail', detail: 'draining' })
})

it('a check that it can do without is shown, and it stays ready', async () => {
  const checks: Check[] = [
    { name: 'redis', probe: () => false, optional: true },
    { name: 'there', probe: () => true, optional: true },
    { name: 'counts', probe: () => '3' },
  ]
  const { status, body } = await ask('/readyz', [], checks)
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'pass' })
  expect(body.checks.slice(1)).toEqual([
    { name: 'redis', status: 'warn' },
    { name: 'there', status: 'pass' },
    { name: 'counts', status: 'pass', detail: '3' },
  ])
})

it('what works in spite of something is ready, and says of what', async () => {
  const checks: Check[] = [
    { name: 'database', probe: () => true, warning: () => 'fsync=off' },
    { name: 'vault', probe: () => true, warning: () => undefined },
    { name: 'away', probe: () => false, warning: () => 'fsync=off' },
  ]
  const { body } = await ask('/readyz', [], checks)
  expect(body.status).toBe('fail')
  expect(body.checks.slice(1)).toEqual([
    { name: 'database', status: 'warn', detail: 'fsync=off' },
    { name: 'vault', status: 'pass' },
    { name: 'away', status: 'fail' },
  ])
  expect((await ask('/readyz', [], checks.slice(0, 2))).status).toBe(200)
})
