import { expect, it } from 'vitest'
import type { HttpClient } from '../src/http-client.ts'
import { openLoop } from '../src/load.ts'

const client: HttpClient = { ask: async () => ({ status: 200, body: '' }), close: () => client as never }

it('offers requests until it is stopped, and waits for those that are on their way', async () => {
  const stop = new AbortController()
  let sent = 0
  let answered = 0
  const load = openLoop(
    [client],
    { rate: 1_000, seconds: Number.POSITIVE_INFINITY, stop: stop.signal },
    async () => {
      sent += 1
      if (sent === 5) stop.abort()
      await new Promise((resolve) => setImmediate(resolve))
      answered += 1
      return undefined
    },
  )
  const { latencies } = await load
  expect(sent).toBeGreaterThanOrEqual(5)
  expect(answered).toBe(sent)
  expect(latencies).toHaveLength(sent)
})
