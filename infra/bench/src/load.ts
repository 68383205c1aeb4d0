import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from './bench.ts'
import type { HttpClient } from './http-client.ts'

/** Sends one request after another on each of the connections. */
export async function closedLoop(
  clients: readonly HttpClient[],
  seconds: number,
  send: (client: HttpClient, nth: number) => Promise<unknown>,
): Promise<Run> {
  let n = 0
  const start = performance.now()
  const end = start + seconds * 1_000
  await Promise.all(
    clients.map(async (client, nth) => {
      while (performance.now() < end) {
        await send(client, nth)
        n += 1
      }
    }),
  )
  return { value: (n * 1_000) / (performance.now() - start), operations: n }
}

/**
 * Requests that come when they come, at a mean rate and as unevenly as people do (Poisson), whether or not those
 * before were answered. Each latency is counted from the instant at which its request was due: what waits for a free
 * connection, or for this process, has waited. As pgbench does with --rate.
 * @param stop ends it before the time
 * @param send resolves to what is to be measured when it isn't the whole of it, in milliseconds
 */
export async function openLoop(
  clients: readonly HttpClient[],
  { seconds, rate, stop }: { seconds: number; rate: number; stop?: AbortSignal },
  send: (client: HttpClient, nth: number) => Promise<number | undefined>,
): Promise<{ latencies: number[] }> {
  const free = clients.map((client, nth) => ({ client, nth }))
  const due: number[] = []
  const latencies: number[] = []
  const running = new Set<Promise<void>>()
  const work = async (one: (typeof free)[number], at: number) => {
    const measured = await send(one.client, one.nth)
    latencies.push(measured ?? performance.now() - at)
    free.push(one)
    begin()
  }
  function begin() {
    while (due.length > 0 && free.length > 0) {
      const [one, at] = [free.pop(), due.shift()]
      if (!one || at === undefined) return
      const started = work(one, at)
      running.add(started)
      void started.finally(() => running.delete(started)).catch(() => {})
    }
  }
  const start = performance.now()
  const end = start + seconds * 1_000
  for (let at = start + gap(rate); at < end && !stop?.aborted; at += gap(rate)) {
    const wait = at - performance.now()
    if (wait > 0.2) await sleep(wait)
    due.push(at)
    begin()
  }
  while (running.size > 0) await Promise.all(running)
  return { latencies }
}

const gap = (rate: number) => (-Math.log(1 - Math.random()) * 1_000) / rate

/** The value below which this part of all lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
