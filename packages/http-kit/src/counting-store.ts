import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Counter } from '@ventanilla/redis'

/** A counter as @fastify/rate-limit takes it: one count for the server, and another for each route with its own limit. */
export function countingStore(counter: Counter): FastifyRateLimitStoreCtor {
  return class CountingStore implements FastifyRateLimitStore {
    readonly #scope: string

    constructor(_options: object, scope = 'all') {
      this.#scope = scope
    }

    incr: FastifyRateLimitStore['incr'] = (key, callback, windowMs) => {
      counter.hit(`${this.#scope}:${key}`, windowMs).then(
        ({ count, endsInMs }) => callback(null, { current: count, ttl: endsInMs }),
        (error: Error) => callback(error),
      )
    }

    child: FastifyRateLimitStore['child'] = (route) => {
      // What it calls a route's options is its own merged with them, and the route is a member of that.
      const { method, url } = 'routeInfo' in route ? (route.routeInfo as typeof route) : route
      return new CountingStore({}, `${[method].flat().join(',')} ${url}`)
    }
  }
}
