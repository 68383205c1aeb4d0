import { setTimeout as sleep } from 'node:timers/promises'
import { token } from './issuer.ts'

export interface Message {
  id: number
  event: string
  data: { caseId?: string; type?: string; position: number; at?: string }
}

export interface EventSource {
  status: number
  headers: Headers
  messages: Message[]
  cases(): Message['data'][]
  /** Resolves with true when the server ended it, with false when it was cut. */
  ended: Promise<boolean>
  /** Waits for the messages of so many cases. */
  told(count: number): Promise<void>
  close(): void
}

export interface Following {
  entity?: string
  lastId?: number | string
  client?: string
}

/** Follows the updates as a console would. */
export async function follow(
  address: string,
  { entity = 'icetex', lastId, client = 'consola' }: Following = {},
): Promise<EventSource> {
  const closing = new AbortController()
  const response = await fetch(`${address}/v1/updates?entity=${entity}`, {
    headers: {
      authorization: `Bearer ${token('cases:read', { client })}`,
      ...(lastId !== undefined && { 'last-event-id': String(lastId) }),
    },
    signal: closing.signal,
  })
  const messages: Message[] = []
  const cases = () => messages.filter(({ event }) => event === 'case').map(({ data }) => data)
  return {
    ...{ status: response.status, headers: response.headers, messages, cases },
    ended: collect(response, messages).then(
      () => true,
      () => false,
    ),
    async told(count) {
      for (let tries = 0; cases().length < count && tries < 1_000; tries++) await sleep(10)
      if (cases().length < count) throw new Error(`told of ${cases().length}, not of ${count}`)
    },
    close: () => closing.abort(),
  }
}

async function collect(response: Response, messages: Message[]): Promise<void> {
  let rest = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/) as [string, string]))
      const event = fields.get('event')
      if (event === undefined) continue
      messages.push({ event, id: Number(fields.get('id')), data: JSON.parse(fields.get('data') ?? '{}') })
    }
  }
}
