import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { drawSample, redraw } from '../commands/samples/draw.ts'
import { reviewSample } from '../commands/samples/review.ts'
import {
  readSample,
  type StoredSample,
  sampleId,
  sampleStream,
  storedOf,
} from '../commands/samples/stored.ts'
import type { ReportingDeps } from '../deps.ts'
import { sampledCases } from '../queries/samples/standing.ts'
import { allowEntity } from './access.ts'
import { entity } from './shapes.ts'

const readers = { scopes: ['cases:read', 'extracts:read', 'admin'] } as const
const tags = ['muestras']
const name = z.string().min(1).max(160)
const text = z.string().nullable()
const count = z.int().min(0)
const params = z.strictObject({ sampleId: z.uuid().transform((id) => id.toLowerCase()) })

/** A file's hash, a letter's id: never what is written there. */
const ref = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$/, 'Debe ser una referencia, sin espacios.')

const summary = z.strictObject({
  sampleId: z.uuid(),
  entity: z.string(),
  procedure: z.string(),
  month: z.string(),
  drawnAt: z.string(),
  drawnBy: z.string(),
  population: count.describe('Cuántos casos terminaron en el mes'),
  size: count,
  reviewed: count,
  complied: count.describe('De los revisados, los que cumplieron el acuerdo de servicio'),
})

const sampleView = summary.extend({
  rule: z.strictObject({ version: z.int(), share: z.int(), atLeast: z.int() }),
  cut: z.int().describe('Posición del diario hasta la que se miró'),
  populationSha256: z
    .string()
    .describe('SHA-256 de los identificadores de esos casos, ordenados, uno por línea'),
  key: z.string().describe('La llave con que se ordenaron: HMAC-SHA256 del identificador de cada caso'),
  promised: z
    .boolean()
    .nullable()
    .describe('Si es la llave que anunció la muestra del mes anterior; sin valor si no la hubo'),
  next: z.string().describe('SHA-256 de la llave del mes siguiente'),
  cases: z.array(
    z.strictObject({
      ...{ caseId: z.uuid(), radicado: text, kind: text, area: text, endedOn: text },
      late: z.boolean().nullable().describe('Si se respondió fuera de término, según el reloj'),
      review: z
        .strictObject({ complied: z.boolean(), evidence: z.array(z.string()).readonly(), by: z.string() })
        .nullable(),
    }),
  ),
})

const codes = ['bad-month', 'sample-not-asked', 'month-not-over', 'journal-behind', 'sample-empty']

/** The monthly sample of cases that are looked at again: drawn by nobody's choice, and drawn again by anybody. */
export function sampleRoutes(deps: ReportingDeps): HttpRoutes {
  const { log, database, clock } = deps

  async function found(id: string, caller: Caller): Promise<StoredSample> {
    const sample = await readSample(log, id)
    if (!sample) throw problem('sample-not-drawn')
    allowEntity(caller, sample.entity)
    return sample
  }

  async function viewOf(sample: StoredSample) {
    const { drawn, reviews } = sample.state
    const standing = await sampledCases(database, drawn.cases)
    return {
      ...summaryOf(sample),
      ...{ rule: drawn.rule, cut: drawn.cut, populationSha256: drawn.population.sha256 },
      ...{ key: drawn.key, promised: drawn.promised ?? null, next: drawn.next },
      cases: drawn.cases.map((caseId) => {
        const known = standing.get(caseId)
        const { complied, evidence = [], by = '' } = reviews[caseId] ?? {}
        return {
          ...(known ?? { caseId, radicado: null, kind: null, area: null, endedOn: null, late: null }),
          review: complied === undefined ? null : { complied, evidence, by },
        }
      }),
    }
  }

  return async (app) => {
    app.post(
      '/v1/samples',
      {
        config: { auth: { scopes: ['extracts:read', 'admin'] }, errors: codes },
        schema: {
          summary:
            'Saca la muestra al azar de los casos que terminaron en un mes; si ya se sacó, da la misma',
          tags,
          body: z.strictObject({
            entity,
            procedure: name,
            month: z.string().max(10).describe('El mes, como 2027-02'),
          }),
          response: { 200: sampleView, 201: sampleView },
        },
      },
      async ({ body, caller }, reply) => {
        allowEntity(caller, body.entity)
        const answer = await drawSample(deps, { ...body, actor: `user:${caller.subject}` })
        if ('refused' in answer) throw problem(answer.refused, { ...answer })
        reply.code(answer.isNew ? 201 : 200)
        return viewOf(answer.sample)
      },
    )
    app.get(
      '/v1/samples',
      {
        config: { auth: readers },
        schema: {
          summary: 'Las muestras de un año, mes por mes',
          tags,
          querystring: z.strictObject({
            entity,
            procedure: name,
            year: z.string().regex(/^\d{4}$/, 'Es un año.'),
          }),
          response: { 200: z.strictObject({ items: z.array(summary) }) },
        },
      },
      async ({ query: { year, ...asked }, caller }) => {
        allowEntity(caller, asked.entity)
        const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`)
        const streams = await log.streams(months.map((month) => sampleStream(sampleId({ ...asked, month }))))
        return {
          items: [...streams.values()]
            .flatMap((stream) => storedOf(stream) ?? [])
            .map(summaryOf)
            .sort(byMonth),
        }
      },
    )
    app.get(
      '/v1/samples/:sampleId',
      {
        config: { auth: readers, errors: ['sample-not-drawn'] },
        schema: {
          summary: 'Una muestra, con lo que se ha revisado de ella',
          tags,
          params,
          response: { 200: sampleView },
        },
      },
      async ({ params: { sampleId: id }, caller }) => viewOf(await found(id, caller)),
    )
    app.get(
      '/v1/samples/:sampleId/verification',
      {
        config: { auth: readers, errors: ['sample-not-drawn'] },
        schema: {
          summary: 'Vuelve a sacar una muestra, de los hechos y de su llave, y dice si sale la misma',
          ...{ tags, params },
          response: { 200: z.strictObject({ samePopulation: z.boolean(), sameCases: z.boolean() }) },
        },
      },
      async ({ params: { sampleId: id }, caller }) => redraw(log, await found(id, caller)),
    )
    app.post(
      '/v1/samples/:sampleId/reviews',
      {
        config: {
          auth: { scopes: ['cases:work', 'admin'] },
          errors: ['sample-not-drawn', 'case-not-in-sample'],
        },
        schema: {
          summary: 'Dice si un caso de la muestra cumplió, y dónde está lo que se observó; se puede corregir',
          ...{ tags, params },
          body: z.strictObject({
            caseId: z.uuid(),
            complied: z.boolean(),
            evidence: z.array(ref).max(20).default([]),
          }),
          response: { 200: sampleView },
        },
      },
      async ({ params: { sampleId: id }, body, caller }) => {
        await found(id, caller)
        const review = {
          ...body,
          sampleId: id,
          caseId: body.caseId.toLowerCase(),
          by: caller.subject,
          at: clock.now(),
        }
        const answer = await reviewSample(log, review)
        if ('refused' in answer) throw problem(answer.refused, { ...answer })
        return viewOf(answer)
      },
    )
  }
}

function summaryOf({ entity: of, at, actor, state: { drawn, reviews } }: StoredSample) {
  const said = Object.values(reviews)
  return {
    ...{ sampleId: drawn.sampleId, entity: of, procedure: drawn.procedure, month: drawn.month },
    ...{ drawnAt: at, drawnBy: actor, population: drawn.population.cases, size: drawn.cases.length },
    ...{ reviewed: said.length, complied: said.filter(({ complied }) => complied).length },
  }
}

const byMonth = (one: { month: string }, other: { month: string }) => (one.month < other.month ? -1 : 1)
