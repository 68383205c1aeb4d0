import { randomBytes } from 'node:crypto'
import type { PublicEvent } from '@ventanilla/contracts'
import type { RateLimits } from '@ventanilla/http-kit'
import {
  createLogger,
  run,
  type Service,
  type Sharing,
  storeMigrations,
  type WatermarkClock,
  watermarkClock,
} from '@ventanilla/runtime'
import { freshDatabase } from '@ventanilla/testing'
import { reportingMigrations } from '../src/adapters/reached.ts'
import { composeReporting, reportingConfig } from '../src/compose.ts'
import { token, verifier } from './issuer.ts'

export const trackingSecret = 'una frase larga que solo conoce esta prueba'

const migrations = [...storeMigrations, { service: 'reporting', dir: reportingMigrations }]

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body as JSON, for tests that look into it. */
  json: ReturnType<typeof JSON.parse>
}

export interface World extends AsyncDisposable {
  service: Service
  address: string
  /** Of its database. */
  url: string
  clock: WatermarkClock
  /** Delivers events as the bus would, each publisher's in its order, in batches of three. */
  hear(events: readonly PublicEvent[]): Promise<void>
  /** Everything that anybody knew of at this instant has been heard. */
  reach(instant: string): void
  settled(): Promise<void>
  request(method: string, path: string, body?: unknown, more?: RequestOptions): Promise<Answer>
}

export interface RequestOptions {
  scope?: string
  entity?: string
  key?: string
}

/** What a replica has in common with another. */
export interface Common {
  url?: string
  sharing?: Sharing
  rateLimits?: RateLimits
}

/** Reporting alone, on a database of its own (or another world's), with its loops and its port. */
export async function openWorld(
  now: string,
  config: Record<string, string> = {},
  common: Common = {},
): Promise<World> {
  await using undo = new AsyncDisposableStack()
  const url = common.url ?? undo.use(await freshDatabase({ prefix: 'reporting', migrations })).url
  const clock = watermarkClock(now)
  const logger = createLogger({ level: 'silent' })
  const environment = { REPORTING_DATABASE_URL: url, TRACKING_SECRET: trackingSecret, ...config }
  const { sharing, rateLimits } = common
  const service = await composeReporting(reportingConfig.parse(environment), {
    ...{ clock, logger },
    ...(sharing && { shared: sharing.shared }),
  })
  const running = await run([service], {
    http: { title: 'Prueba', version: '1', verifier, rateLimits: { ...sharing?.rateLimits, ...rateLimits } },
    checks: sharing?.shared.checks ?? [],
    ...{ port: 0, clock, logger, pollMs: 50 },
  })
  undo.defer(() => running.close())
  const all = undo.move()
  return {
    ...{ service, clock, url, address: running.address },
    hear: (events) => hear(service, events),
    reach(instant) {
      for (const { from, onWatermark } of service.subscriptions)
        for (const source of from) onWatermark?.(source, instant)
    },
    settled: () => running.settled(60_000),
    request: (method, path, body, more) => request(running.address, method, path, body, more),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function hear({ subscriptions, log }: Service, events: readonly PublicEvent[]): Promise<void> {
  const [subscription] = subscriptions
  if (!subscription) throw new Error('reporting follows nobody')
  const { consumer } = subscription
  const batches = Map.groupBy(events, ({ source, entity }) => `${source}/${entity}`)
  for (const [source, told] of batches) {
    for (let start = 0; start < told.length; start += 3) {
      const some = told.slice(start, start + 3)
      const [first] = some
      if (!first) continue
      const expected = await log.place(consumer, source)
      const place = { consumer, source, expected, next: expected + some.length }
      await subscription.handle({ source: first.source, entity: first.entity, events: some, places: [place] })
    }
  }
}

async function request(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  { scope = 'cases:read extracts:read', entity, key }: RequestOptions = {},
): Promise<Answer> {
  const bearer = await token(scope, entity === undefined ? {} : { entity })
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      ...(scope !== '' && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  }
}

export const key = (): string => randomBytes(8).toString('hex')
