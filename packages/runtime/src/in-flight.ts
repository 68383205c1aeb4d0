import type { HttpRoutes } from '@ventanilla/http-kit'
import type { Reach } from './reach.ts'
import type { Gate } from './replicas/gate.ts'

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The routes of a service, counted while they work: a request that has read the clock and not written yet holds the
 * service's reach back. Counted around the handler, since a client that hangs up ends the response but not the work.
 * Nothing that could write begins before a shut gate: it would get no further than the log.
 */
export function counted(
  routes: HttpRoutes,
  reach: Pick<Reach, 'enter'>,
  gate?: Pick<Gate, 'pass'>,
): HttpRoutes {
  return async (app) => {
    app.addHook('onRoute', (route) => {
      const { handler } = route
      route.handler = function (request, reply) {
        if (!READS.has(request.method)) gate?.pass()
        const leave = reach.enter()
        try {
          const answer: unknown = handler.call(this, request, reply)
          Promise.resolve(answer).then(leave, leave)
          return answer
        } catch (error) {
          leave() // or business time would stand still here for ever
          throw error
        }
      }
    })
    await app.register(routes)
  }
}
