import { type HttpRoutes, positionSchema } from '@ventanilla/http-kit'
import { z } from 'zod'
import { publishedUpTo } from '../commands/published-up-to.ts'
import { type ReadForms, readForms } from '../commands/read-forms.ts'
import { readOpen } from '../commands/read-open.ts'
import { readWords } from '../commands/read-words.ts'
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

const wordsView = z.strictObject({
  position: positionSchema.describe(
    'Hasta dónde se ha publicado lo del caso. En «atLeast» de su expediente, este espera hasta mostrarlo',
  ),
  items: z.array(
    z.strictObject({
      order: z.int().describe('El lugar del hecho en la historia del caso'),
      fact: z.string().describe('El hecho, como CaseMoved'),
      at: z.string(),
      transition: z.string().optional(),
      by: z.string().optional().describe('Quién lo hizo, por su identificador'),
      note: z.string().optional(),
      text: z.string().optional().describe('El texto de la respuesta o de la solución'),
      evidence: z
        .array(z.strictObject({ id: z.string(), ref: z.string(), by: z.string().optional() }))
        .readonly()
        .optional()
        .describe('Lo que se trajo, y dónde está guardado'),
      form: z
        .strictObject({
          id: z.string(),
          values: z.record(z.string(), coded),
          words: z.record(z.string(), coded),
        })
        .optional(),
    }),
  ),
})

/** What the vault keeps of a case, read for a purpose. */
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
    app.get(
      '/v1/cases/:caseId/words',
      {
        config: {
          auth: { scopes: ['cases:work'] },
          errors: ['not-found', 'case-not-open', 'person-erased'],
        },
        schema: {
          ...{
            tags: ['casos'],
            summary: 'Lo que se escribió y se trajo con cada cosa que se hizo con un caso',
          },
          description:
            'Notas, respuestas, evidencias y formularios. Queda constancia de quién lo leyó y para qué.',
          ...{ params: caseParams, querystring: formsQuery, response: { 200: wordsView } },
        },
      },
      async ({ params, query: { purpose }, caller }) => {
        const found = await readOpen(deps.log, { caseId: params.caseId.toLowerCase(), caller })
        const items = await readWords(deps, found, { purpose, actor: caller.subject })
        return { position: publishedUpTo(found), items }
      },
    )
  }
