import { setTimeout as wait } from 'node:timers/promises'

export interface Answer<T> {
  status: number
  body: T
  /** The same request had been done before: nothing was done again. */
  repeated: boolean
}

export interface Refused {
  code: string
  detail?: string
  field?: string
  title: string
}

export interface Adapter {
  post<T>(path: string, body: unknown, key?: string): Promise<Answer<T>>
  get<T>(path: string): Promise<T>
  getBytes(path: string): Promise<Buffer>
  /** Every item of a paged list. */
  list<T>(path: string): Promise<T[]>
}

/** The service answered, and not with what was asked for. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer'
}

const TRIES = 8

/** Speaks with Ventanilla as any adapter does: over HTTP, with a token, repeating what it has no answer to. */
export function createAdapter(base: string, token: () => Promise<string>): Adapter {
  async function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    for (let tried = 1; ; tried++) {
      const headers = { ...init.headers, authorization: `Bearer ${await token()}` }
      try {
        const response = await fetch(`${base}${path}`, {
          ...init,
          headers,
          signal: AbortSignal.timeout(60_000),
        })
        const again = response.status === 429 || response.status === 503
        if (!again || tried >= TRIES) return response
        await response.body?.cancel()
        await wait(Math.min(Number(response.headers.get('retry-after') ?? 1) * 1000, 5_000))
      } catch (error) {
        // The request may have been done: its key makes it safe to send it again.
        if (tried >= TRIES) throw error
        await wait(100 * 2 ** tried)
      }
    }
  }

  async function get(path: string): Promise<Response> {
    const response = await send(path)
    if (!response.ok) throw new UnexpectedAnswer(`GET ${path}: ${response.status} ${await response.text()}`)
    return response
  }

  const adapter: Adapter = {
    async post<T>(path: string, body: unknown, key?: string) {
      const response = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
        body: JSON.stringify(body),
      })
      const repeated = response.headers.get('idempotency-replayed') === 'true'
      return { status: response.status, body: (await response.json()) as T, repeated }
    },
    get: async <T>(path: string) => (await get(path)).json() as Promise<T>,
    getBytes: async (path) => Buffer.from(await (await get(path)).arrayBuffer()),
    async list<T>(path: string) {
      const items: T[] = []
      let cursor: string | undefined
      do {
        const query =
          cursor === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
        const page = await adapter.get<{ items: T[]; next?: string }>(`${path}${query}`)
        items.push(...page.items)
        cursor = page.next
      } while (cursor !== undefined)
      return items
    },
  }
  return adapter
}
