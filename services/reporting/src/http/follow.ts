import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import { readFollowed } from '../queries/follow/reader.ts'
import { followView } from '../queries/follow/view.ts'

const day = z.strictObject({
  date: z.string(),
  counted: z.boolean(),
  why: z.string(),
  kind: z.string(),
  source: z.string().optional(),
  total: z.int(),
})

const followed = z.strictObject({
  radicado: z.string(),
  kind: z.string(),
  state: z.string(),
  summary: z.string().describe('En qué va, en una frase'),
  receivedAt: z.string(),
  answered: z.boolean(),
  answeredOn: z.string().nullable(),
  mergedInto: z
    .string()
    .nullable()
    .describe('El radicado con el que se responde, si es el mismo asunto que otro que llegó antes'),
  priority: z
    .string()
    .nullable()
    .describe('Qué pasó con su atención prioritaria, en una frase; sin valor si nadie la pidió'),
  term: z
    .strictObject({
      due: z.string().nullable().describe('Último día para responder; ninguno mientras está suspendido'),
      note: z.string().nullable(),
      source: z.string().describe('La norma de la que sale el término'),
      calendar: z.string().describe('La versión del calendario con que se contó'),
      days: z.array(day).describe('Cómo se llega a la fecha, día por día'),
    })
    .nullable(),
})

/** Twenty a minute suit who types a code from a paper; a code of 80 bits isn't found in a thousand years of them. */
const rateLimit = { max: 20, timeWindow: 60_000 }

/** What the citizen sees of their own filing, without an account. It says nothing of who filed it. */
export function followRoutes({
  database,
  log,
  trackingSecret,
  entities,
  calendarOf,
}: ReportingDeps): HttpRoutes {
  return async (app) => {
    app.post(
      '/v1/public/follow',
      {
        config: { auth: 'public', rateLimit, errors: ['filing-not-found'] },
        schema: {
          summary: 'En qué va una radicación: con su número y el código que se entregó al radicarla',
          tags: ['Ciudadanía'],
          body: z.strictObject({
            radicado: z.string().trim().min(1).max(80),
            code: z.string().trim().min(1).max(80),
          }),
          response: { 200: followed },
        },
      },
      async ({ body }) => {
        const found = await readFollowed(database, log, trackingSecret, body)
        if (!found) throw problem('filing-not-found', { detail: 'Revise el número y el código.' })
        const view = followView(found, entities.get(found.entity), calendarOf(found.entity))
        return { ...view, term: view.term && { ...view.term, days: [...view.term.days] } }
      },
    )
  }
}
