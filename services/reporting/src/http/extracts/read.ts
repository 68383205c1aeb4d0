import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { keptDefinition } from '../../commands/extracts/definitions.ts'
import { type Folded, foldAgain } from '../../commands/extracts/fold.ts'
import { type Issued, readIssued } from '../../commands/extracts/issued.ts'
import type { ReportingDeps } from '../../deps.ts'
import { readExtracts } from '../../queries/extracts/reader.ts'
import { allowEntity } from '../access.ts'
import { pageOf, placeOf } from '../cursor.ts'
import { entity, next, paging } from '../shapes.ts'
import { casesOf, extractCase } from './cases.ts'
import { correctionShape, correctionViews, extractShape, extractView } from './view.ts'

const auth = { scopes: ['extracts:read', 'admin'] } as const
const tags = ['extractos']
const params = z.strictObject({ extractId: z.uuid().transform((id) => id.toLowerCase()) })
const errors = ['extract-not-found', 'extract-not-reproducible']
const period = z.string().max(10)
const listPlace = z.tuple([period, z.int()])
const casePlace = z.tuple([z.int().nonnegative()])

const line = extractShape.pick({
  ...{ extractId: true, entity: true, format: true, period: true, issue: true },
  ...{ cut: true, fileName: true, sha256: true, issuedAt: true },
})

/** Extracts that were issued: the list, each of them, its bytes, and the cases behind its numbers. */
export function readExtractRoutes({ log, database }: ReportingDeps): HttpRoutes {
  async function found(id: string, caller: Caller): Promise<Issued> {
    const issued = await readIssued(log, id)
    if (!issued) throw problem('extract-not-found')
    allowEntity(caller, issued.entity)
    return issued
  }

  /** @throws ProblemError `extract-not-reproducible` when the bytes aren't those that were issued */
  async function folded(issued: Issued): Promise<Folded> {
    const { same, ...again } = await foldAgain(log, issued)
    if (!same) throw problem('extract-not-reproducible')
    return again
  }

  return async (app) => {
    app.get(
      '/v1/extracts',
      {
        config: { auth },
        schema: {
          ...{ summary: 'Los extractos expedidos, primero los más recientes', tags },
          querystring: z.strictObject({ entity, period: period.optional(), ...paging }),
          response: { 200: z.strictObject({ items: z.array(line), next }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const place = cursor === undefined ? undefined : placeOf(listPlace, cursor)
        const after = place && { period: place[0], issue: place[1] }
        const extracts = await readExtracts(database, { ...asked, after, limit })
        return pageOf(extracts, limit, (last) => [last.period, last.issue])
      },
    )
    app.get(
      '/v1/extracts/:extractId',
      {
        config: { auth, errors },
        schema: {
          ...{ summary: 'Un extracto expedido, con sus números', tags, params },
          response: { 200: extractShape },
        },
      },
      async ({ params: { extractId }, caller }) => {
        const issued = await found(extractId, caller)
        return extractView(issued, await keptDefinition(log, issued.entity, issued.facts.definition.version))
      },
    )
    app.get(
      '/v1/extracts/:extractId/file',
      {
        config: { auth, errors },
        schema: {
          ...{ summary: 'El archivo, byte por byte como se expidió', tags, params },
          ...{ produces: ['text/plain'], response: { 200: z.string() } },
        },
      },
      async ({ params: { extractId }, caller }, reply) => {
        const issued = await found(extractId, caller)
        const { bytes } = await folded(issued)
        reply.type('text/plain')
        reply.header('content-disposition', `attachment; filename="${issued.facts.fileName}"`)
        reply.header('etag', `"${issued.facts.sha256}"`)
        // Bytes pass by the serializer, whose type knows texts alone.
        return bytes as unknown as string
      },
    )
    app.get(
      '/v1/extracts/:extractId/cases',
      {
        config: { auth, errors },
        schema: {
          ...{ summary: 'Los casos que hay detrás de un número', tags, params },
          querystring: z.strictObject({
            column: z.string().max(8).optional(),
            unit: z.string().max(8).optional(),
            ...paging,
          }),
          response: { 200: z.strictObject({ items: z.array(extractCase), total: z.int(), next }) },
        },
      },
      async ({ params: { extractId }, query, caller }) => {
        const issued = await found(extractId, caller)
        const { cursor, limit, ...asked } = query
        const definition = await keptDefinition(log, issued.entity, issued.facts.definition.version)
        const cases = casesOf((await folded(issued)).placements.values(), definition, asked)
        return { ...sliceOf(cases, cursor, limit), total: cases.length }
      },
    )
    app.get(
      '/v1/extracts/:extractId/corrections',
      {
        config: { auth, errors },
        schema: {
          ...{
            summary: 'Lo que cambió frente al corte anterior y frente al trimestre anterior',
            tags,
            params,
          },
          querystring: z.strictObject(paging),
          response: { 200: z.strictObject({ items: z.array(correctionShape), total: z.int(), next }) },
        },
      },
      async ({ params: { extractId }, query: { cursor, limit }, caller }) => {
        const corrections = correctionViews(await folded(await found(extractId, caller)))
        return { ...sliceOf(corrections, cursor, limit), total: corrections.length }
      },
    )
  }
}

/** A page of a list that never changes: its place is a number of items. */
function sliceOf<T>(all: readonly T[], cursor: string | undefined, limit: number) {
  const start = cursor === undefined ? 0 : placeOf(casePlace, cursor)[0]
  return pageOf(all.slice(start), limit, () => [start + limit])
}
