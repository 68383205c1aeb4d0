import { createHmac, randomBytes } from 'node:crypto'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import { type Counter, type Hit, memoryCounter } from '@ventanilla/redis'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callerOf } from './auth.ts'
import { countingStore } from './counting-store.ts'
import { problem } from './problem.ts'

/** `max` requests in a window of `windowMs` milliseconds. */
export interface Limit {
  max: number
  windowMs: number
}

/**
 * - `address` per IP address (per /64 for IPv6): public routes, unknown paths, refused tokens
 * - `client` per client of a good token
 * - `counter` where the counts live; this process's memory by default, so each process counts apart
 * - `secret` what addresses are hashed under before anybody else sees them: the same for those who share a counter
 */
export interface RateLimits {
  address?: Limit
  client?: Limit
  counter?: Counter
  secret?: Uint8Array
}

/** Two a second suit a person with a browser; a thousand a second, an adapter that brings a backlog. */
const defaults = {
  address: { max: 120, windowMs: 60_000 },
  client: { max: 60_000, windowMs: 60_000 },
}

/** Limits every route that doesn't say `config.rateLimit: false` (health checks do). */
export async function installRateLimits(app: FastifyInstance, limits: RateLimits): Promise<void> {
  const { address, client } = { ...defaults, ...limits }
  const { counter = memoryCounter(), secret = randomBytes(32) } = limits
  const limitOf = (request: FastifyRequest) => (callerOf(request) ? client : address)
  app.decorate(kTallies, (request: FastifyRequest) => ({ counter, key: keyOf(request, secret) }))
  await app.register(rateLimit, {
    hook: 'onRequest',
    keyGenerator: (request) => keyOf(request, secret),
    max: (request) => limitOf(request).max,
    timeWindow: (request) => limitOf(request).windowMs,
    errorResponseBuilder: (_request, { ttl }) => limited(ttl),
    // A counter that is down must not close the window: the limit is a courtesy, taking filings is a duty.
    skipOnError: true,
    enableDraftSpec: true,
    store: countingStore(counter),
  })
}

const kTallies = Symbol('counts of who asks')

/**
 * A count of what who asks has had of a route, beside that of requests; shared with the replicas as that one is.
 * @param of what is counted: 'bytes'
 * @returns counts and tells what it comes to; nothing ever, while the counter is down
 */
export function tallyOf(request: FastifyRequest, of: string) {
  const tallies: unknown = Reflect.get(request.server, kTallies)
  const { counter, key } = (tallies as (request: FastifyRequest) => { counter: Counter; key: string })(
    request,
  )
  const { method, url } = request.routeOptions
  return (windowMs: number, weight: number): Promise<Hit> =>
    counter
      .hit(`${of} ${method} ${url}:${key}`, windowMs, weight)
      .catch(() => ({ count: 0, endsInMs: windowMs }))
}

/** Counts a refused token against its address; throws `rate-limited` once there were too many. */
export async function countRefusal(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const outcome = await app.createRateLimit()(request)
  if (!outcome.isAllowed && outcome.isExceeded) throw limited(outcome.ttl)
}

/** An address is a person's, and a plain hash of one is found by trying all of them. */
function keyOf(request: FastifyRequest, secret: Uint8Array): string {
  const caller = callerOf(request)
  if (caller) return `client:${caller.client}`
  const hash = createHmac('sha256', secret)
    .update(`address ${normalizeIP(request.ip)}`)
    .digest()
  return `address:${hash.subarray(0, 16).toString('base64url')}`
}

function limited(ttl: number) {
  const seconds = Math.max(1, Math.ceil(ttl / 1000))
  return problem('rate-limited', {
    detail: `Espere ${seconds} ${seconds === 1 ? 'segundo' : 'segundos'} antes de volver a intentarlo.`,
    retryAfter: seconds,
  })
}
