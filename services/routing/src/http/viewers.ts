import type { EventLog } from '@ventanilla/event-log'
import type { Caller, HttpRoutes } from '@ventanilla/http-kit'
import type { Presence } from '@ventanilla/redis'
import { z } from 'zod'
import { readOpen } from '../commands/read-open.ts'
import { caseParams } from './shapes.ts'

const auth = { scopes: ['cases:read', 'cases:work', 'cases:supervise'] } as const
const tags = ['casos']
const errors = ['not-found', 'case-not-open']

/** A screen tells every twenty seconds or so: it may miss two. */
const LASTS_MS = 60_000

const body = z.strictObject({
  writing: z.boolean().default(false).describe('Si además escribe o llena algo del caso'),
})
const view = z.strictObject({
  lastsSeconds: z.int().describe('Cuánto dura lo dicho, si no se repite'),
  viewers: z.array(z.strictObject({ subject: z.string(), writing: z.boolean() })),
})

/** Who else is looking at a case. A courtesy: it locks nothing, is kept nowhere, and is gone in a minute. */
export function viewerRoutes({ log, presence }: { log: EventLog; presence: Presence }): HttpRoutes {
  async function placeOf(params: { caseId: string }, caller: Caller): Promise<string> {
    const caseId = params.caseId.toLowerCase()
    const { entity } = await readOpen(log, { caseId, caller })
    return `viewers:${entity}:${caseId}`
  }

  async function viewersAt(place: string): Promise<z.input<typeof view>> {
    const here = [...(await presence.here(place))].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      lastsSeconds: LASTS_MS / 1000,
      viewers: here.map(([subject, says]) => ({ subject, writing: says === 'writing' })),
    }
  }

  return async (app) => {
    app.get(
      '/v1/cases/:caseId/viewers',
      {
        config: { auth, errors },
        schema: {
          ...{ tags, summary: 'Quién más está viendo el caso, y si escribe' },
          ...{ params: caseParams, response: { 200: view } },
        },
      },
      async ({ params, caller }) => viewersAt(await placeOf(params, caller)),
    )
    app.put(
      '/v1/cases/:caseId/viewers',
      {
        config: { auth, errors },
        schema: {
          ...{ tags, summary: 'Dice que quien llama está viendo el caso; se repite mientras lo vea' },
          ...{ params: caseParams, body, response: { 200: view } },
        },
      },
      async ({ params, body: { writing }, caller }) => {
        const place = await placeOf(params, caller)
        await presence.tell(place, caller.subject, writing ? 'writing' : 'looking', LASTS_MS)
        return viewersAt(place)
      },
    )
    app.delete(
      '/v1/cases/:caseId/viewers',
      {
        config: { auth, errors },
        schema: {
          ...{ tags, summary: 'Dice que quien llama ya no está viendo el caso' },
          ...{ params: caseParams, response: { 200: view } },
        },
      },
      async ({ params, caller }) => {
        const place = await placeOf(params, caller)
        await presence.leave(place, caller.subject)
        return viewersAt(place)
      },
    )
  }
}
