import type { IncomingMessage } from 'node:http'
import { FileError, type FileSource } from '@ventanilla/files'
import { type HttpRoutes, idempotencyKey, problem, weighedBody } from '@ventanilla/http-kit'
import { z } from 'zod'
import { findFiling } from '../commands/find-filing.ts'
import { findFile, openFile } from '../commands/open-file.ts'
import { uploadClaim } from '../commands/origin.ts'
import { type UploadOrder, uploadFile } from '../commands/upload-file.ts'
import type { IntakeDeps } from '../deps.ts'
import { replayedHeader } from './answers.ts'
import { actorOf, assertEntity, assertScope, citizen } from './caller.ts'
import { bodyAsItCame } from './parse.ts'
import { problemOf } from './problems.ts'
import { caseIdParam, notFound } from './read-routes.ts'

/**
 * The law lets an entity set no limit to the size of what a person attaches (Resolución MinTIC 1519/2020, anexo 2).
 * This one only keeps a single request from filling the disk.
 */
export const defaultMaxFileBytes = 2 * 1024 ** 3

/**
 * Of one address in a day, for the same reason: what is not filed stays for a day. Two of the longest files; many people
 * may stand behind one address, and the law is on their side.
 */
const defaultPublicBytes = 4 * 1024 ** 3
const DAY_MS = 24 * 60 * 60 * 1000

export interface UploadLimits {
  /** Of one file. */
  maxFileBytes?: number
  /** Of all files of an address without a token, in 24 hours. */
  publicBytesPerDay?: number
}

const ref = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('Identificador del archivo')

const uploadedSchema = z
  .object({
    ref,
    sha256: z.string().describe('SHA-256 de lo que se envió, en hexadecimal'),
    bytes: z.int(),
    mediaType: z.string().optional().describe('Lo que dicen sus primeros bytes'),
  })
  .describe('Un archivo recibido')

const ofCaseSchema = uploadedSchema
  .omit({ sha256: true })
  .extend({ uploadedAt: z.string().describe('Cuándo llegó, en UTC') })
  .describe('Un archivo de un caso')

const binary = z.string().meta({ format: 'binary', description: 'El archivo' })

const schema = {
  tags: ['Archivos'],
  summary: 'Subir un archivo',
  description:
    'El cuerpo es el archivo, de cualquier tipo y tal cual. Lo que no se radica en un día se borra: ' +
    'para un caso ya radicado, POST /v1/filings/{caseId}/files.',
  consumes: ['application/octet-stream'],
  body: binary,
  response: { 201: uploadedSchema },
}

/** Of one address: a person attaches what they have; who sends more brings a token. */
const rateLimit = { max: 20, timeWindow: 60_000 }

// Untouched: a file that happens to be JSON is a file too, and is not to be read into memory.
const config = {
  consumes: 'untouched',
  errors: [
    'body-too-large',
    'file-empty',
    'idempotency-key-invalid',
    'idempotency-key-reused',
    'unsupported-media-type',
  ],
} as const

function assertPlain({ headers }: IncomingMessage): void {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw problem('unsupported-media-type', { detail: 'Envíe el archivo sin comprimir.' })
}

export const uploadRoutes =
  (deps: IntakeDeps, limits: UploadLimits = {}): HttpRoutes =>
  async (app) => {
    const { maxFileBytes: maxBytes = defaultMaxFileBytes } = limits
    const ofAddress = { max: limits.publicBytesPerDay ?? defaultPublicBytes, windowMs: DAY_MS }

    const take = async (content: FileSource, order: Omit<UploadOrder, 'content' | 'maxBytes'>) => {
      try {
        const uploaded = await uploadFile(deps, { content, maxBytes, ...order })
        if ('refused' in uploaded) throw problemOf(uploaded)
        return uploaded
      } catch (cause) {
        if (cause instanceof FileError && cause.code === 'file-too-large')
          throw problem('body-too-large', {
            extra: { limit: maxBytes },
            headers: { connection: 'close' },
            cause,
          })
        throw cause
      }
    }

    app.post(
      '/v1/files',
      {
        config: { ...config, auth: { scopes: ['filings:write', 'admin'] } },
        schema,
        validatorCompiler: bodyAsItCame(app),
      },
      async (request, reply) => {
        const claim = uploadClaim(request.caller.client, idempotencyKey(request))
        assertPlain(request.raw)
        const uploaded = await take(request.raw, { actor: actorOf(request.caller), claimKey: claim })
        return reply.code(201).headers(replayedHeader(uploaded)).send(uploaded.stored)
      },
    )

    app.post(
      '/v1/filings/:caseId/files',
      {
        config: {
          ...config,
          auth: { scopes: ['cases:work', 'filings:write', 'admin'] },
          errors: [...config.errors, 'not-found', 'data-erased'],
        },
        schema: {
          ...schema,
          summary: 'Subir un archivo para un caso radicado',
          description:
            'El cuerpo es el archivo, tal cual. Se guarda con el caso y se suprime con los datos de su persona. ' +
            'Su «ref» es la que se da en la evidencia o el formulario de un movimiento.',
          params: caseIdParam,
        },
        validatorCompiler: bodyAsItCame(app),
      },
      async (request, reply) => {
        const { caller } = request
        const filed = await findFiling(deps.log, request.params.caseId)
        if (!filed) throw notFound()
        assertEntity(caller, filed.entity)
        const claimKey = uploadClaim(caller.client, idempotencyKey(request))
        assertPlain(request.raw)
        const uploaded = await take(request.raw, { actor: actorOf(caller), claimKey, filed })
        return reply.code(201).headers(replayedHeader(uploaded)).send(uploaded.stored)
      },
    )

    app.get(
      '/v1/filings/:caseId/files',
      {
        config: { auth: { scopes: ['cases:read', 'cases:work', 'admin'] }, errors: ['not-found'] },
        schema: {
          tags: ['Archivos'],
          summary: 'Los archivos de un caso, en el orden en que llegaron',
          description: 'Los que vinieron con la radicación y los que se subieron después para el caso.',
          params: caseIdParam,
          response: { 200: z.object({ items: z.array(ofCaseSchema) }) },
        },
      },
      async ({ caller, params }) => {
        const filed = await findFiling(deps.log, params.caseId)
        if (!filed) throw notFound()
        assertEntity(caller, filed.entity)
        return { items: await deps.uploads.ofCase(params.caseId) }
      },
    )

    app.post(
      '/v1/public/files',
      {
        config: { ...config, auth: 'public', rateLimit },
        schema: { ...schema, tags: ['Ciudadanía'] },
        validatorCompiler: bodyAsItCame(app),
      },
      async (request, reply) => {
        const claim = uploadClaim(undefined, idempotencyKey(request))
        assertPlain(request.raw)
        const content = await weighedBody(request, ofAddress)
        const uploaded = await take(content, { actor: citizen, claimKey: claim })
        return reply.code(201).headers(replayedHeader(uploaded)).send(uploaded.stored)
      },
    )

    app.get(
      '/v1/files/:ref',
      {
        config: { auth: { scopes: ['cases:read', 'admin'] }, errors: ['not-found', 'data-erased'] },
        schema: {
          tags: ['Archivos'],
          summary: 'Leer un archivo',
          description:
            'Queda constancia de quién lo leyó. Los de una radicación con identidad reservada piden «admin».',
          params: z.object({ ref }),
          response: {
            200: { description: 'El archivo', content: { 'application/octet-stream': { schema: binary } } },
          },
        },
      },
      async (request, reply) => {
        const { caller } = request
        const found = await findFile(deps, request.params.ref)
        const mine = found?.cases.filter(
          ({ entity }) => caller.entity === undefined || caller.entity === entity,
        )
        if (!found || (caller.entity !== undefined && mine?.length === 0))
          throw problem('not-found', { detail: 'No hay un archivo con este identificador.' })
        if (found.cases.some(({ reserved }) => reserved))
          assertScope(caller, 'admin', 'Es de una radicación con identidad reservada.')
        const opened = await openFile(deps, found, actorOf(caller))
        if (!opened)
          throw problem('data-erased', { detail: 'El archivo se suprimió con los datos de la persona.' })
        reply.headers({
          'content-type': opened.mediaType ?? 'application/octet-stream',
          'content-length': String(opened.bytes),
          'content-disposition': 'attachment',
          // Somebody sent it; nothing in it is to run where it is shown.
          'content-security-policy': "default-src 'none'; sandbox",
        })
        return reply.send(opened.content as never)
      },
    )
  }
