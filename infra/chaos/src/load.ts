import { setTimeout as sleep } from 'node:timers/promises'
import { inventedFiling } from '@ventanilla/testing'

/** What a client was told, and may rely on for ever. */
export interface Acknowledged {
  key: string
  caseId: string
  radicado: string
  /** When it was told, monotonic milliseconds, and how long after the first try. */
  at: number
  tookMs: number
}

export interface Load {
  acknowledged: readonly Acknowledged[]
  /** Answers given to a key that contradict what was acknowledged before. */
  contradictions: readonly string[]
  /** Requests that got no answer, or one that says to come back. */
  again: number
  /** Ends new filings, and waits for those that are under way to be acknowledged. */
  stop(): Promise<void>
}

export interface LoadOptions {
  /** Where a request may go now: the addresses of intake's replicas. */
  addresses(): readonly string[]
  token(): string
  random(): number
  clients: number
  /** Between two filings of a client, milliseconds. */
  pauseMs: number
}

const PATIENCE_MS = 5_000
const GIVE_UP_MS = 180_000

/**
 * Clients that file without end, each repeating its filing under its key until it is acknowledged, and now and then
 * once more: the answer has to be the same.
 */
export function startLoad(options: LoadOptions): Load {
  const { clients, pauseMs, random } = options
  const acknowledged: Acknowledged[] = []
  const contradictions: string[] = []
  const counts = { again: 0 }
  let stopping = false
  let number = 0

  async function fileOne(): Promise<void> {
    const key = `chaos-${++number}`
    const first = await insist(options, key, counts)
    acknowledged.push(first)
    if (random() > 0.1) return
    const second = await insist(options, key, counts)
    if (second.radicado !== first.radicado || second.caseId !== first.caseId)
      contradictions.push(`${key}: ${first.radicado}, then ${second.radicado}`)
  }

  async function client(): Promise<void> {
    while (!stopping) {
      await fileOne()
      await sleep(pauseMs * (0.5 + random()))
    }
  }

  const running = Promise.all(Array.from({ length: clients }, client))
  running.catch(() => {})
  return {
    acknowledged,
    contradictions,
    get again() {
      return counts.again
    },
    async stop() {
      stopping = true
      await running
    },
  }
}

async function insist(options: LoadOptions, key: string, counts: { again: number }): Promise<Acknowledged> {
  const began = performance.now()
  for (;;) {
    const answer = await attempt(options, key).catch(() => undefined)
    if (answer?.status === 201) {
      // Cut off in the middle of its answer, it is asked again.
      const body = (await answer.json().catch(() => undefined)) as
        | Pick<Acknowledged, 'caseId' | 'radicado'>
        | undefined
      const at = performance.now()
      if (body) return { key, caseId: body.caseId, radicado: body.radicado, at, tookMs: at - began }
      continue
    }
    if (answer && answer.status !== 503 && answer.status !== 429)
      throw new Error(`${key}: ${answer.status} ${await answer.text()}`)
    await answer?.body?.cancel()
    if (performance.now() - began > GIVE_UP_MS) throw new Error(`${key}: nobody took it for ${GIVE_UP_MS} ms`)
    counts.again += 1
    await sleep(50 + 200 * options.random())
  }
}

function attempt({ addresses, token, random }: LoadOptions, key: string): Promise<Response> {
  const there = addresses()
  const address = there[Math.floor(random() * there.length)]
  if (address === undefined) throw new Error('nobody serves')
  return fetch(`${address}/v1/filings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token()}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(inventedFiling(key)),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
}
