import { bogotaDate } from '@ventanilla/calendar'
import {
  type BannerOrder,
  bannerPlaces,
  checkFile,
  type FileKind,
  type FileParameters,
  readParameters,
} from '@ventanilla/file-checks'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { procedureOn } from '@ventanilla/procedures'
import { z } from 'zod'
import type { IntakeDeps } from '../deps.ts'
import { assertEntity } from './caller.ts'
import { reportSchema } from './file-check-view.ts'

/** What a check reads at most: more than that it would only say that it is too much. */
const MAX_BODY = 64 * 1024 * 1024

/** Each is a process of its own, with memory of its own. */
const defaultAtOnce = 2
const RETRY_SECONDS = 5

export interface FileCheckLimits {
  /** How many files are checked at once. */
  checksAtOnce?: number
}

const asked = {
  entity: z.string().max(80).describe('Entidad cuyo procedimiento fija los límites'),
  procedure: z.string().max(80).default('publicaciones').describe('Procedimiento que fija los límites'),
  name: z.string().max(255).optional().describe('Nombre del archivo: se compara su terminación'),
}
const words = z.string().max(2000).optional()
const bannerQuery = z
  .strictObject({
    ...asked,
    place: z.enum(bannerPlaces).optional().describe('Dónde va; sin él vale cualquiera de las dos medidas'),
    title: words.describe('Título del banner'),
    description: words.describe('Descripción del banner'),
    callToAction: words.describe('Llamada a la acción'),
    from: z.iso.date().optional().describe('Primer día en que se ve'),
    until: z.iso.date().optional().describe('Día en que se retira'),
  })
  .refine(({ from, until }) => (from === undefined) === (until === undefined), {
    path: ['until'],
    message: 'La permanencia se dice con «from» y «until».',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'Es anterior a «from».',
  })
const otherQuery = z.strictObject(asked)

const config = {
  auth: { scopes: ['cases:work', 'filings:write', 'admin'] },
  consumes: ['application/octet-stream'],
  errors: [
    'body-too-large',
    'entity-unknown',
    'procedure-unknown',
    'procedure-without-checks',
    'file-checks-busy',
  ],
} as const

/** It arrives as a stream, which is nobody's string; programs are told what to send. */
const fileBody = z.unknown().meta({ type: 'string', format: 'binary', description: 'El archivo' })

const schemaOf = <Query extends z.ZodType>(querystring: Query, summary: string) => ({
  tags: ['Archivos'],
  summary,
  description:
    'El cuerpo es el archivo, tal cual. Se mira su contenido, se responde lo que se halló y no se guarda nada. Los ' +
    'hallazgos dicen línea, columna, página o parte, y nunca lo que allí está escrito.',
  consumes: ['application/octet-stream'],
  querystring,
  body: fileBody,
  response: { 200: reportSchema },
})

/** All that they are given: neither log nor vault nor store of files, so nothing can be kept. */
type Limiting = Pick<IntakeDeps, 'entities' | 'clock'>

/** What a file lacks to be published; nothing of it is kept. */
export const fileCheckRoutes =
  (deps: Limiting, { checksAtOnce = defaultAtOnce }: FileCheckLimits = {}): HttpRoutes =>
  async (app) => {
    let running = 0
    const check = async (
      kind: FileKind,
      body: unknown,
      query: z.output<typeof otherQuery>,
      banner: BannerOrder = {},
    ) => {
      const parameters = parametersFor(deps, query)
      if (running >= checksAtOnce)
        throw problem('file-checks-busy', { retryAfter: RETRY_SECONDS, headers: { connection: 'close' } })
      running += 1
      try {
        const { name } = query
        // A stream, or nothing at all of a request without a body.
        const source = (body ?? []) as AsyncIterable<Uint8Array>
        return await checkFile(source, { kind, parameters, banner, ...(name !== undefined && { name }) })
      } finally {
        running -= 1
      }
    }
    const options = { config, bodyLimit: MAX_BODY }

    app.post(
      '/v1/file-checks/banner',
      { ...options, schema: schemaOf(bannerQuery, 'Revisar un banner') },
      async ({ query, body, caller }) => {
        assertEntity(caller, query.entity)
        const { entity, procedure, name, ...order } = query
        return check('banner', body, { entity, procedure, name }, given(order))
      },
    )
    app.post(
      '/v1/file-checks/sms',
      { ...options, schema: schemaOf(otherQuery, 'Revisar la lista de una campaña de mensajes de texto') },
      async ({ query, body, caller }) => {
        assertEntity(caller, query.entity)
        return check('sms', body, query)
      },
    )
    app.post(
      '/v1/file-checks/document',
      { ...options, schema: schemaOf(otherQuery, 'Revisar un documento para el portal') },
      async ({ query, body, caller }) => {
        assertEntity(caller, query.entity)
        return check('document', body, query)
      },
    )
  }

/** The limits of the version that is in force today. @throws ProblemError */
function parametersFor(
  { entities, clock }: Limiting,
  asked: { entity: string; procedure: string },
): FileParameters {
  const entity = entities.get(asked.entity)
  if (!entity) throw problem('entity-unknown', { field: 'query.entity' })
  const procedure = procedureOn(entity, asked.procedure, bogotaDate(clock.now()))
  if (!procedure) throw problem('procedure-unknown', { field: 'query.procedure' })
  const read = readParameters(procedure.parameters)
  if ('parameters' in read) return read.parameters
  const detail = `El procedimiento no dice «${read.problem.name}», o no se entiende.`
  throw problem('procedure-without-checks', { field: 'query.procedure', detail })
}

function given(order: { [Key in keyof BannerOrder]: BannerOrder[Key] | undefined }): BannerOrder {
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined))
}
