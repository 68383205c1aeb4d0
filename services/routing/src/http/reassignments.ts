import { createHash, randomUUID } from 'node:crypto'
import { deriveId, type Stream } from '@ventanilla/event-log'
import { type Caller, type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import type { Vault } from '@ventanilla/vault'
import { personOf } from '../commands/person.ts'
import { allowEntity } from '../commands/read-open.ts'
import { batchOf, batchStream, noteRefOf, startBatch } from '../commands/start-batch.ts'
import { defined } from '../domain/defined.ts'
import type { StartedBatch } from '../domain/reassign/batch.ts'
import { casesAsked, MOST } from '../queries/plan/cases-asked.ts'
import { movedOf, notMovedOf, type Plan, type PlanDeps, planOf, type Target } from '../queries/plan/plan.ts'
import type { ReassignmentRow } from '../queries/reassignments/projection.ts'
import { readBatches } from '../queries/reassignments/reader.ts'
import { entityOf, supervisors } from './officers.ts'
import {
  askedView,
  batchesView,
  batchParams,
  batchView,
  reassignmentBody,
  undoBody,
} from './reassignment-shapes.ts'
import { entityQuery } from './shapes.ts'

const tags = ['traslados']
const readers = { scopes: ['cases:read', 'cases:supervise'] } as const
const errors = [
  ...['reassignment-changed', 'reassignment-too-wide'],
  ...['idempotency-key-invalid', 'idempotency-key-reused'],
]

export interface ReassignmentDeps extends PlanDeps {
  vault: Vault
}

interface Request {
  caller: Caller
  rawBody: Buffer
  headers: Record<string, string | string[] | undefined>
  body: { note: string; dryRun: boolean; digest?: string | undefined }
}
interface Wanted {
  entity: string
  cases: readonly string[]
  target: Target
  undoes?: string
}
interface Reply {
  header(name: string, value: string): unknown
  code(status: 200 | 202): unknown
}

/** Moves many cases at once: shown first, then done as it was shown, and taken back as another of the kind. */
export function reassignmentRoutes(deps: ReassignmentDeps): HttpRoutes {
  const { log, database } = deps

  async function readBatch(batch: string, caller: Caller): Promise<{ stream: Stream; state: StartedBatch }> {
    const stream = await log.stream(batchStream(batch.toLowerCase()))
    const state = batchOf(stream.events)
    if (stream.entity === undefined || state.status === 'none')
      throw problem('not-found', { detail: 'No hay un traslado con ese identificador.' })
    allowEntity(caller, stream.entity)
    return { stream, state }
  }

  async function answer(request: Request, reply: Reply, entity: string, wanted: () => Promise<Wanted>) {
    const { caller, body, rawBody } = request
    const key = idempotencyKey(request)
    const seed = `${caller.client}:routing/reassignments:${key ?? randomUUID()}`
    const batch = deriveId('reassignment', seed)
    const digest = createHash('sha256').update(`${entity} `).update(rawBody).digest('hex')
    const by = personOf(caller)
    if (key !== undefined && !body.dryRun && (await isRepeat(seed, digest))) {
      reply.header('idempotency-replayed', 'true')
    } else {
      const { undoes, ...asked } = await wanted()
      const plan = await planOf(deps, { ...asked, by, noteRef: noteRefOf(batch) })
      if (body.dryRun) return shownOf(plan, asked.cases.length)
      if (plan.digest !== body.digest)
        throw problem('reassignment-changed', { field: 'body.digest', extra: { digest: plan.digest } })
      const list = { batch, cases: movedOf(plan), refused: notMovedOf(plan), ...defined({ by, undoes }) }
      const claim = key === undefined ? {} : { claim: { key: seed, digest } }
      await startBatch(deps, { entity, actor: caller.subject, started: list, note: body.note, ...claim })
    }
    reply.code(202)
    const { stream, state } = await readBatch(batch, caller)
    return viewOf(stream, state)
  }

  async function isRepeat(claim: string, digest: string): Promise<boolean> {
    const there = await log.claim(claim)
    if (there !== undefined && there.digest !== digest) throw problem('idempotency-key-reused')
    return there !== undefined
  }

  return async (app) => {
    app.post(
      '/v1/reassignments',
      {
        config: { auth: supervisors, rawBody: true, errors },
        schema: {
          ...{
            tags,
            summary: 'Traslada los casos abiertos que cumplen un filtro; primero muestra lo que haría',
          },
          ...{ querystring: entityQuery, body: reassignmentBody },
          response: { 200: askedView, 202: askedView },
        },
      },
      async (request, reply) => {
        const entity = entityOf(request.caller, request.query.entity)
        const { filter, to: target } = request.body
        return answer(request, reply, entity, async () => {
          const cases = await casesAsked(database, entity, filter)
          if (cases.length > MOST)
            throw problem('reassignment-too-wide', { field: 'body.filter', extra: { most: MOST } })
          return { entity, cases, target }
        })
      },
    )
    app.post(
      '/v1/reassignments/:batch/undo',
      {
        config: { auth: supervisors, rawBody: true, errors: ['not-found', ...errors] },
        schema: {
          ...{
            tags,
            summary: 'Devuelve los casos de un traslado a quien los tenía, salvo los que ya siguieron',
          },
          ...{ params: batchParams, body: undoBody, response: { 200: askedView, 202: askedView } },
        },
      },
      async (request, reply) => {
        const { stream, state } = await readBatch(request.params.batch, request.caller)
        const entity = stream.entity ?? ''
        const done = new Set(state.done)
        const back = state.cases.filter(({ caseId }) => done.has(caseId))
        const cases = back.map(({ caseId }) => caseId)
        return answer(request, reply, entity, async () => ({
          ...{ entity, cases, target: { back }, undoes: state.batch },
        }))
      },
    )
    app.get(
      '/v1/reassignments/:batch',
      {
        config: { auth: readers, errors: ['not-found'] },
        schema: {
          ...{ tags, summary: 'Un traslado: los casos que llevó, los que no y por qué, y los que faltan' },
          ...{ params: batchParams, response: { 200: batchView } },
        },
      },
      async ({ params, caller }) => {
        const { stream, state } = await readBatch(params.batch, caller)
        return viewOf(stream, state)
      },
    )
    app.get(
      '/v1/reassignments',
      {
        config: { auth: readers },
        schema: {
          ...{ tags, summary: 'Los traslados de una entidad, del último al primero, hasta cien' },
          ...{ querystring: entityQuery, response: { 200: batchesView } },
        },
      },
      async ({ query, caller }) => ({
        items: (await readBatches(database, entityOf(caller, query.entity), 100)).map(itemOf),
      }),
    )
  }
}

function shownOf({ planned, digest }: Plan, asked: number) {
  const cases = planned.flatMap((one) => {
    if ('refused' in one) return []
    const { decision: _, ...moved } = one
    return [moved]
  })
  const refused = planned.flatMap((one) => {
    if (!('refused' in one)) return []
    const { caseId, from, refused } = one
    return [{ caseId, from, code: refused.refused, ...defined({ detail: refused.detail }) }]
  })
  return { dryRun: true as const, digest, cases, refused, unchanged: asked - planned.length }
}

function viewOf({ entity = '', events }: Stream, state: StartedBatch) {
  const { batch, cases, done, refused, left, undoes, absence } = state
  return {
    ...{ batch, entity, startedAt: events[0]?.at ?? '', by: events[0]?.actor ?? '' },
    state: left.length > 0 ? ('running' as const) : ('ended' as const),
    ...defined({ undoes, absence }),
    cases: cases.map(({ caseId, from, to }) => ({ caseId, from, to })),
    ...{ done, refused, left: left.map(({ caseId }) => caseId) },
  }
}

function itemOf(row: ReassignmentRow) {
  const { batch, entity, started_at: startedAt, actor: by, done, refused, remaining: left } = row
  return {
    ...{ batch, entity, startedAt, by, done, refused, left },
    state: row.open ? ('running' as const) : ('ended' as const),
    ...defined({ undoes: row.undoes ?? undefined, absence: row.absence ?? undefined }),
  }
}
