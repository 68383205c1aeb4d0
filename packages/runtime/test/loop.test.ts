import { expect, it, vi } from 'vitest'
import { createLogger, type Loop, type LoopOptions, loop, TimeoutError } from '../src/index.ts'

const logger = createLogger({ level: 'silent' })
const NEVER_MS = 60_000
const fast = { firstMs: 1, maxMs: 4 }

function start(options: Pick<LoopOptions, 'step'> & Partial<LoopOptions>): Loop & AsyncDisposable {
  const started = loop({ name: 'test', pollMs: NEVER_MS, logger, backoff: fast, ...options })
  return Object.assign(started, { [Symbol.asyncDispose]: () => started.stop() })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}

it('works until there is nothing left, then waits for its poll', async () => {
  let steps = 0
  await using worker = start({ pollMs: 5, step: async () => ++steps < 4 })
  await until(() => steps >= 6)
  expect(worker.lastProgress).toBeDefined()
})

it('a nudge wakes it at once', async () => {
  let steps = 0
  await using worker = start({ step: async () => ++steps < 1 })
  await until(() => steps === 1)
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(steps).toBe(1)
  worker.nudge()
  await until(() => steps === 2)
})

it('a nudge during a step is not lost', async () => {
  let steps = 0
  let leave = () => {}
  await using worker = start({
    async step() {
      steps += 1
      if (steps === 1)
        await new Promise<void>((resolve) => {
          leave = resolve
        })
      return false
    },
  })
  await until(() => steps === 1)
  worker.nudge()
  leave()
  await until(() => steps === 2)
})

it("'done' is progress, and looks again only when it is nudged", async () => {
  let steps = 0
  await using worker = start({
    async step() {
      steps += 1
      return 'done'
    },
  })
  await until(() => worker.quiet())
  expect(steps).toBe(1)
  expect(worker.lastProgress).toBeDefined()
})

it('rests between steps for as long as they take, unless somebody waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    const took = 90
    let [clock, steps] = [0, 0]
    await using worker = start({
      elapsed: () => clock,
      async step() {
        steps += 1
        clock += took
        return false
      },
    })
    await turn()
    worker.nudge()
    worker.nudge()
    await turn()
    expect(worker.quiet()).toBe(false)
    await vi.advanceTimersByTimeAsync(took - 1)
    expect(steps).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(steps).toBe(2)
    await turn()
    worker.nudge()
    await turn()
    expect(steps).toBe(2)
    worker.hurry()
    await turn()
    expect(steps).toBe(3)
  } finally {
    vi.useRealTimers()
  }
})

it('takes no rest when it is not to', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    let [clock, steps] = [0, 0]
    await using worker = start({
      restless: true,
      elapsed: () => clock,
      async step() {
        steps += 1
        clock += 90
        return false
      },
    })
    await turn()
    worker.nudge()
    await turn()
    expect(steps).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})

it('backs off on errors, doubling to a bound, and says what fails until it works again', async () => {
  const waits: number[] = []
  let last = performance.now()
  let broken = true
  await using worker = start({
    backoff: { firstMs: 10, maxMs: 40 },
    jitter: () => 1,
    async step() {
      waits.push(performance.now() - last)
      last = performance.now()
      if (broken) throw Object.assign(new Error('for ana@example.com'), { code: 'ECONNREFUSED' })
      return false
    },
  })
  await until(() => waits.length === 5)
  expect(worker.failing).toBe('ECONNREFUSED')
  const expected = [10, 20, 40, 40]
  expected.forEach((ms, index) => {
    expect(waits[index + 1]).toBeGreaterThan(ms - 2)
  })
  broken = false
  await until(() => worker.failing === undefined)
  expect(worker.failures).toBe(0)
})

it('a nudge does not cut short the wait after an error', async () => {
  let steps = 0
  await using worker = start({
    backoff: { firstMs: 30, maxMs: 30 },
    jitter: () => 1,
    async step() {
      steps += 1
      throw new Error('down')
    },
  })
  await until(() => worker.failures === 1)
  worker.nudge()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(steps).toBe(1)
})

it('an idle loop is alive, a hung step is not, and a long step that beats is', async () => {
  let now = 0
  let leave = () => {}
  let beat = () => {}
  await using worker = start({
    stallMs: 100,
    elapsed: () => now,
    async step(_signal, sign) {
      beat = sign
      await new Promise<void>((resolve) => {
        leave = resolve
      })
      return false
    },
  })
  await new Promise((resolve) => setTimeout(resolve, 2))
  now = 90
  beat()
  now = 180
  expect(worker.alive()).toBe(true)
  now = 191
  expect(worker.alive()).toBe(false)
  leave()
  await until(() => worker.lastBeat === 191)
  now = 191 + NEVER_MS
  expect(worker.alive()).toBe(true)
})

it('stop waits for the present step, tells it by the signal, and starts no other', async () => {
  let steps = 0
  let told = false
  const worker = start({
    step: (signal) =>
      new Promise((resolve) => {
        steps += 1
        signal.addEventListener('abort', () => {
          told = true
          setTimeout(() => resolve(true), 5)
        })
      }),
  })
  await until(() => steps === 1)
  await worker.stop()
  await worker.stop()
  expect([steps, told]).toEqual([1, true])
})

it('stop is bounded', async () => {
  let leave = () => {}
  const worker = start({
    step: () =>
      new Promise((resolve) => {
        leave = () => resolve(false)
      }),
  })
  await new Promise((resolve) => setTimeout(resolve, 2))
  await expect(worker.stop(10)).rejects.toThrow(TimeoutError)
  leave()
  await worker.stop()
})

it('ten thousand nudges while it works lead to few steps, and leave no timer behind', async () => {
  let steps = 0
  const worker = start({ step: async () => ++steps < 0 })
  for (let i = 0; i < 10_000; i += 1) worker.nudge()
  await until(() => steps > 0)
  await worker.stop()
  expect(steps).toBeLessThanOrEqual(2)
})
