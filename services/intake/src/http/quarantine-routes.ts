import { fold } from '@ventanilla/decider'
import { type HttpRoutes, idempotencyKey, ProblemError, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { submittedEvent } from '../commands/cloud-event.ts'
import { openEnvelope } from '../commands/open-envelope.ts'
import { reinterpretationClaim } from '../commands/origin.ts'
import { recordRead } from '../commands/record-read.ts'
import { reinterpret } from '../commands/reinterpret.ts'
import { submissionSchema } from '../commands/submission.ts'
import type { IntakeDeps } from '../deps.ts'
import { type QuarantineEvent, quarantine } from '../domain/quarantine.ts'
import { listFilings } from '../queries/filings/reader.ts'
import { receiptBody, receiptSchema, replayedHeader } from './answers.ts'
import { actorOf, assertEntity } from './caller.ts'
import { cursor, limit } from './cursor.ts'
import { filingErrors } from './filing-errors.ts'
import { filingPageSchema } from './filing-view.ts'
import { type Parse, parserOf } from './parse.ts'
import { problemOf, rebasedProblem } from './problems.ts'
import { caseIdParam, pageOf } from './read-routes.ts'

const auth = { scopes: ['admin'] } as const
const tags = ['Cuarentena']

const faults = z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() }))

const waitingSchema = z
  .object({
    caseId: z.uuid(),
    receivedAt: z.iso.datetime({ precision: 3 }),
    event: submittedEvent.describe('El evento, como llegó'),
    errors: faults.describe('Por qué no es una radicación; vacío si lo sería hoy o si falla una regla'),
  })
  .describe('Un sobre en cuarentena')

/** What was kept and could not be read: to be looked at, put right and interpreted again. */
export const quarantineRoutes =
  (deps: IntakeDeps): HttpRoutes =>
  async (app) => {
    const parse = parserOf(app)

    app.get(
      '/v1/quarantine',
      {
        config: { auth },
        schema: {
          tags,
          summary: 'Lo que espera en cuarentena',
          querystring: z.strictObject({
            entity: z.string().max(80).optional(),
            cursor: cursor.optional(),
            limit,
          }),
          response: { 200: filingPageSchema },
        },
      },
      async ({ caller, query }) => {
        const entity = query.entity ?? caller.entity
        if (entity !== undefined) assertEntity(caller, entity)
        const page = { entity, state: 'quarantined', after: query.cursor, limit: query.limit } as const
        return pageOf(await listFilings(deps.database, page), query.limit)
      },
    )

    app.get(
      '/v1/quarantine/:caseId',
      {
        config: { auth, errors: ['not-found', 'filing-not-quarantined', 'data-erased'] },
        schema: {
          tags,
          summary: 'Un sobre en cuarentena, como llegó',
          description: 'Queda constancia de quién lo leyó.',
          params: caseIdParam,
          response: { 200: waitingSchema },
        },
      },
      async ({ caller, params: { caseId } }) => {
        const { entity, events } = await deps.log.stream(`quarantine/${caseId}`)
        if (entity === undefined)
          throw problem('not-found', { detail: 'No hay un sobre con este identificador.' })
        assertEntity(caller, entity)
        const state = fold(quarantine, events as unknown as QuarantineEvent[])
        if (state.status !== 'held') throw problem('filing-not-quarantined')
        await recordRead(deps, { caseId, entity, part: 'envelope', actor: actorOf(caller) })
        const event = await openEnvelope(deps, state)
        if (!event) throw problem('data-erased', { detail: 'El sobre fue suprimido.' })
        return { caseId, receivedAt: state.receivedAt, event, errors: faultsOf(parse, event.data) }
      },
    )

    app.post(
      '/v1/quarantine/:caseId/reinterpretation',
      {
        config: {
          auth,
          rawBody: true,
          errors: ['not-found', 'filing-not-quarantined', 'data-erased', ...filingErrors],
        },
        schema: {
          tags,
          summary: 'Interpretar de nuevo',
          description:
            'Con los datos que llegaron, según las reglas de hoy, o con los que se corrigen en «data». El sobre ' +
            'original se conserva, y la fecha de recepción es la suya.',
          params: caseIdParam,
          body: z.strictObject({ data: z.json().optional().describe('La radicación corregida') }),
          response: { 201: receiptSchema },
        },
      },
      async (request, reply) => {
        const { caller, params, body, rawBody: raw } = request
        const { caseId } = params
        const key = idempotencyKey(request)
        const claimKey = reinterpretationClaim(caller.client, caseId, key)
        const read = (data: unknown) => {
          const sent = asData(() => parse(submissionSchema, data))
          assertEntity(caller, sent.entity)
          return sent
        }
        const order = { caseId, data: body.data, read, actor: actorOf(caller), raw, claimKey }
        const taken = await reinterpret(deps, order)
        if ('refused' in taken) throw problemOf(taken, taken.refused === 'not-found' ? 'path' : 'body.data')
        if ('held' in taken) throw new Error('a reinterpretation files or refuses')
        return reply.code(201).headers(replayedHeader(taken)).send(receiptBody(taken.filed))
      },
    )
  }

function faultsOf(parse: Parse, data: unknown): z.input<typeof faults> {
  try {
    asData(() => parse(submissionSchema, data))
    return []
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [...(error.options.errors ?? [])]
  }
}

/** Faults of what is checked, named by where it stands in an event or in a correction. */
function asData<T>(check: () => T): T {
  try {
    return check()
  } catch (error) {
    throw error instanceof ProblemError ? rebasedProblem(error, 'body', 'body.data') : error
  }
}
