import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import { type ReadForms, readForms } from '../commands/read-forms.ts'
import { readOpen } from '../commands/read-open.ts'
import { type Purpose, purposes } from '../domain/access.ts'
import { caseParams, coded } from './shapes.ts'

const purposeWords = Object.entries(purposes).map(([code, words]) => `${code}: ${words}`)

const formsQuery = z.strictObject({
  purpose: z
    .enum(Object.keys(purposes) as [Purpose, ...Purpose[]])
    .describe(`Para qué se lee. ${purposeWords.join('. ')}`),
})

const formsView = z.strictObject({
  items: z.array(
    z.strictObject({
      form: z.string(),
      transition: z.string().optional().describe('El movimiento con que vino; ausente: el de su tipo'),
      on: z.string(),
      values: z.record(z.string(), coded),
      words: z.record(z.string(), coded).describe('Los textos y lo sensible, que están en la bóveda'),
    }),
  ),
})

export const formRoutes =
  (deps: ReadForms): HttpRoutes =>
  async (app) => {
    app.get(
      '/v1/cases/:caseId/forms',
      {
        config: {
          auth: { scopes: ['cases:work'] },
          errors: ['not-found', 'case-not-open', 'person-erased'],
        },
        schema: {
          ...{ tags: ['casos'], summary: 'Los formularios de un caso, con sus textos y lo sensible' },
          description: 'Queda constancia de quién los leyó y para qué.',
          ...{ params: caseParams, querystring: formsQuery, response: { 200: formsView } },
        },
      },
      async ({ params, query: { purpose }, caller }) => {
        const found = await readOpen(deps.log, { caseId: params.caseId.toLowerCase(), caller })
        return { items: await readForms(deps, found, { purpose, actor: caller.subject }) }
      },
    )
  }
