import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { type Documents, joinDocuments, problem } from '@ventanilla/http-kit'
import type { Dispatcher } from 'undici'
import type { Upstreams } from './upstreams.ts'

const FRESH_MS = 5_000
const PATIENCE_MS = 5_000

/**
 * What all services document, as one. Each tells its own part; one that is away is spoken of as it was when it last
 * answered.
 * @throws ProblemError `unavailable` when a service never answered
 */
export function documentsOf(
  title: string,
  upstreams: Upstreams,
  dispatcher: Dispatcher,
  elapsedMs: () => number = () => performance.now(),
): () => Promise<Documents> {
  const told = new Map<ServiceName, unknown>()
  let joined: { until: number; documents: Promise<Documents> } | undefined

  async function join(): Promise<Documents> {
    await Promise.all(
      SERVICES.map(async (name) => {
        const document = await ask(name)
        if (document !== undefined) told.set(name, document)
      }),
    )
    const missing = SERVICES.filter((name) => !told.has(name))
    if (missing.length > 0)
      throw problem('unavailable', { detail: `Todavía no responde: ${missing.join(', ')}.`, retryAfter: 2 })
    return joinDocuments(
      title,
      SERVICES.map((name) => told.get(name)),
    )
  }

  async function ask(name: ServiceName): Promise<unknown> {
    for (const origin of upstreams[name].inTurn()) {
      try {
        const { statusCode, body } = await dispatcher.request({
          ...{ origin, path: '/openapi.json', method: 'GET', signal: AbortSignal.timeout(PATIENCE_MS) },
        })
        if (statusCode === 200) return await body.json()
        await body.dump()
      } catch {
        upstreams[name].rest(origin)
      }
    }
    return undefined
  }

  return async () => {
    if (joined && elapsedMs() < joined.until) return joined.documents
    const documents = join()
    joined = { until: elapsedMs() + FRESH_MS, documents }
    documents.catch(() => {
      joined = undefined // asked for again at the next look
    })
    return documents
  }
}
