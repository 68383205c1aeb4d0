import { Readable } from 'node:stream'
import type { Content } from './case-document.ts'

/** Ventanilla said no, or what was asked for can't be packed. `detail` is Spanish. */
export class NotArchived extends Error {
  override readonly name = 'NotArchived'
  readonly code: string

  constructor(code: string, detail: string) {
    super(detail)
    this.code = code
  }
}

/** What a client with a token can read of a Ventanilla that is up. @throws NotArchived with the code it refused by */
export interface Source {
  json<T>(path: string): Promise<T>
  /** Every item of a paged list. */
  list<T>(path: string): Promise<T[]>
  file(path: string): Promise<Content>
}

export function openSource(base: string, token: string): Source {
  async function get(path: string): Promise<Response> {
    const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } }).catch(
      () => {
        throw new NotArchived('unreachable', `en ${base} no responde Ventanilla`)
      },
    )
    if (response.ok) return response
    const told = (await response.json().catch(() => ({}))) as {
      code?: string
      detail?: string
      title?: string
    }
    const { code = 'unreadable-answer', title = `respondió ${response.status}`, detail = title } = told
    throw new NotArchived(code, detail)
  }
  async function json<T>(path: string): Promise<T> {
    const text = await (await get(path)).text().catch(() => {
      throw brokenOff()
    })
    try {
      return JSON.parse(text)
    } catch {
      throw new NotArchived('unreadable-answer', `lo que respondió ${base}${path} no es JSON`)
    }
  }
  return {
    json,
    async list<T>(path: string) {
      const items: T[] = []
      let next: string | undefined
      do {
        const after = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`
        const page = await json<{ items: T[]; next?: string }>(`${path}${after}`)
        items.push(...page.items)
        next = page.next
      } while (next !== undefined)
      return items
    },
    file: async (path) => {
      const { body, headers } = await get(path)
      return {
        body: body === null ? Readable.from([]) : Readable.from(whole(body)),
        format: headers.get('content-type') ?? 'application/octet-stream',
      }
    },
  }
}

/** @throws NotArchived when it breaks off */
async function* whole(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    throw brokenOff()
  }
}

const brokenOff = () => new NotArchived('broken-off', 'se cortó la conexión con Ventanilla: pida otra vez')
