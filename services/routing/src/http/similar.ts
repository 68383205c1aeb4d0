import type { Database } from '@ventanilla/database'
import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ChangeDeps } from '../commands/asked.ts'
import { dismissSimilar } from '../commands/dismiss-similar.ts'
import { readOpen } from '../commands/read-open.ts'
import { rulesOf } from '../domain/definitions.ts'
import { readSimilar } from '../queries/similar/reader.ts'
import { caseParams } from './shapes.ts'

const tags = ['casos']
const params = caseParams.extend({ other: z.uuid().toLowerCase() })

const answer = z.strictObject({
  items: z.array(
    z.strictObject({
      caseId: z.uuid(),
      receivedAt: z.string(),
      kind: z.string(),
      theme: z.string().optional(),
      product: z.string().optional(),
      score: z.int().min(0).max(100),
      reasons: z.array(z.strictObject({ code: z.string(), points: z.int(), days: z.int().optional() })),
      why: z.string().describe('Lo mismo, en una frase'),
    }),
  ),
})

/** Cases that may be one matter: proposed to a person, who joins them, says that they aren't, or leaves them. */
export function similarRoutes(deps: ChangeDeps & { database: Database }): HttpRoutes {
  const { database, log, definitions } = deps
  return async (app) => {
    app.get(
      '/v1/cases/:caseId/similar',
      {
        config: { auth: { scopes: ['cases:read'] }, errors: ['not-found', 'case-not-open'] },
        schema: {
          summary:
            'Los casos abiertos que pueden ser el mismo asunto, con el porqué; nada se une por sí solo',
          tags,
          params: caseParams,
          querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
          response: { 200: answer },
        },
      },
      async ({ params: { caseId }, query: { limit }, caller }) => {
        const { entity, state } = await readOpen(log, { caseId: caseId.toLowerCase(), caller })
        if (state.mergedInto !== undefined || state.final || state.clock === 'ends') return { items: [] }
        const { family } = rulesOf(definitions, entity, state).procedure
        const found = await readSimilar(database, { ...state, entity, family }, limit)
        return {
          items: found.map(({ entity: _, family: __, personRef: ___, theme, product, ...one }) => ({
            ...one,
            ...(theme !== undefined && { theme }),
            ...(product !== undefined && { product }),
          })),
        }
      },
    )
    app.post(
      '/v1/cases/:caseId/similar/:other/dismissal',
      {
        config: {
          auth: { scopes: ['cases:work'] },
          errors: ['not-found', 'case-not-open', 'merge-itself', 'merge-other-entity'],
        },
        schema: {
          summary:
            'Dice que dos casos no son el mismo asunto: no se vuelven a proponer, en ninguno de los dos',
          tags,
          params,
          response: { 200: z.strictObject({ caseId: z.uuid(), other: z.uuid() }) },
        },
      },
      async ({ params: { caseId: asked, other }, caller }) => {
        const caseId = asked.toLowerCase()
        await dismissSimilar(deps, { caseId, other, caller })
        return { caseId, other }
      },
    )
  }
}
