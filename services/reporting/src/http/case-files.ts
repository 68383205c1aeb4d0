import { Readable } from 'node:stream'
import {
  AT_LEAST_MS,
  atLeast,
  type HttpRoutes,
  notReached,
  type Position,
  problem,
} from '@ventanilla/http-kit'
import type { Projector } from '@ventanilla/projections'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import { caseFilesCsv } from '../queries/case-files/csv.ts'
import { caseFileReader, readCaseFiles } from '../queries/case-files/reader.ts'
import { stayReader } from '../queries/case-files/stay.ts'
import type { Heard } from '../reactions/heard.ts'
import { allowEntity, todayOf } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { caseFile, caseFileDetail, entity, flag, from, next, paging, to } from './shapes.ts'

const auth = { scopes: ['cases:read', 'admin'] } as const
const tags = ['expedientes']
const place = z.tuple([z.iso.datetime(), z.uuid()])
const filters = {
  entity,
  open: flag.optional().describe('Solo los abiertos, o solo los demás'),
  ...{ area: z.string().max(160).optional(), kind: z.string().max(160).optional() },
  ...{ from: from.optional(), to: to.optional() },
}

interface Waiting {
  heard: Heard
  files: Projector
}

/** Everything known of the cases: one, many, or all of them as CSV. */
export function caseFileRoutes(
  { database, log, clock, ...definitions }: ReportingDeps,
  { heard, files }: Waiting,
): HttpRoutes {
  const readCaseFile = caseFileReader(database, log)
  const withStay = stayReader(definitions)

  /**
   * The table of the read model, once it has what was written about the case up to the position. Undefined for a
   * position in another entity's log than the case's: it says nothing of the case, whose log is not everybody's to
   * wait for.
   */
  async function tableAt(
    caseId: string,
    { source, entity, position }: Position,
  ): Promise<string | undefined> {
    const start = performance.now()
    const kept = await heard.until({ caseId, source, position }, AT_LEAST_MS)
    if (!kept) throw notReached()
    if (kept.entity !== entity) return undefined
    const left = AT_LEAST_MS - (performance.now() - start)
    const table = await files.until(kept.entity, kept.position, left)
    if (table === undefined) throw notReached()
    return table
  }

  return async (app) => {
    app.get(
      '/v1/case-files',
      {
        config: { auth },
        schema: {
          ...{ summary: 'Los expedientes de una entidad, por orden de recepción', tags },
          querystring: z.strictObject({ ...filters, ...paging }),
          response: { 200: z.strictObject({ items: z.array(caseFile), next }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const [receivedAt, caseId] = cursor === undefined ? [] : placeOf(place, cursor)
        const after = receivedAt === undefined || caseId === undefined ? undefined : { receivedAt, caseId }
        const found = await readCaseFiles(database, { ...asked, after, limit, today: todayOf(clock) })
        return pageOf(found, limit, (last) => [last.receivedAt, last.caseId])
      },
    )
    app.get(
      '/v1/case-files/:caseId',
      {
        config: { auth, errors: ['case-file-not-found'] },
        schema: {
          ...{ summary: 'Todo lo que se sabe de un caso, con lo que le ha pasado', tags },
          params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
          querystring: z.strictObject({ atLeast: atLeast.optional() }),
          response: { 200: caseFileDetail },
        },
      },
      async ({ params, query, caller }) => {
        if (query.atLeast) allowEntity(caller, query.atLeast.entity)
        const table = query.atLeast && (await tableAt(params.caseId, query.atLeast))
        const today = todayOf(clock)
        const found = await readCaseFile(params.caseId, today, table)
        if (!found) throw problem('case-file-not-found')
        allowEntity(caller, found.entity)
        const linked = found.linked.map((one) => ({ ...one, timeline: [...one.timeline] }))
        const lists = { timeline: [...found.timeline], clocks: [...found.clocks], sent: [...found.sent] }
        return { ...withStay(found, today), ...lists, linked }
      },
    )
    app.get(
      '/v1/case-files.csv',
      {
        config: { auth },
        schema: {
          ...{
            summary: 'Los expedientes en CSV; la última línea trae el número de filas y el SHA-256',
            tags,
          },
          ...{ querystring: z.strictObject(filters), produces: ['text/csv'] },
          response: { 200: z.string() },
        },
      },
      async ({ query, caller }, reply) => {
        allowEntity(caller, query.entity)
        const text = caseFilesCsv(database, { ...query, today: todayOf(clock) })
        reply.type('text/csv; charset=utf-8')
        reply.header(
          'content-disposition',
          `attachment; filename="expedientes-${fileWord(query.entity)}.csv"`,
        )
        // A stream passes by the serializer, whose type knows texts alone.
        return Readable.from(text, { objectMode: false }) as unknown as string
      },
    )
  }
}

const fileWord = (text: string) => text.replace(/[^a-z0-9-]/gi, '-')
