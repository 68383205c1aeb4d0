import { createHash, randomUUID } from 'node:crypto'
import { bogotaDate } from '@ventanilla/calendar'
import { type Caller, type HttpRoutes, idempotencyKey, ifMatchOf, problem } from '@ventanilla/http-kit'
import {
  type ActionAsked,
  type ActionChanged,
  actionStream,
  changeAction,
  wordsFor,
} from '../commands/change-action.ts'
import { personOf } from '../commands/person.ts'
import { allowEntity } from '../commands/read-open.ts'
import { defined } from '../domain/defined.ts'
import type { ActionCommand } from '../domain/improvement/action-decider.ts'
import { errors } from '../errors.ts'
import { areaOf, type ImprovementDeps, viewOfAction } from './improvement.ts'
import {
  actionParams,
  actionView,
  amendBody,
  cancelBody,
  completeBody,
  progressBody,
  verifyBody,
} from './improvement-shapes.ts'
import { supervisors } from './officers.ts'

const codes = [...Object.keys(errors), 'not-found', 'idempotency-key-invalid', 'idempotency-key-reused']
const workers = { scopes: ['cases:work', 'cases:supervise'] } as const
const tags = ['mejora']

interface Request {
  caller: Caller
  rawBody: Buffer
  params: { action: string }
  headers: Record<string, string | string[] | undefined>
}

/** What changes an action that is there. */
export function changesOfAction(deps: ImprovementDeps): HttpRoutes {
  const config = (auth: typeof workers | typeof supervisors) => ({ auth, rawBody: true, errors: codes })
  const about = { tags, params: actionParams, response: { 200: actionView } }
  const change = async (
    request: Request,
    reply: { header(name: string, value: string): unknown },
    route: string,
    rule: Rule,
    note?: string,
  ) => {
    const asked = await askedOf(deps, request, route)
    const words = note === undefined ? [] : [wordsFor(asked, 'case-note', note)]
    const said = {
      ...{ action: asked.action, on: bogotaDate(deps.clock.now()), noteRef: words[0]?.ref ?? '' },
      ...defined({ by: personOf(request.caller) }),
    }
    return told(reply, asked.entity, await changeAction(deps, asked, rule(said), words))
  }
  return async (app) => {
    app.post(
      '/v1/improvement-actions/:action/amendments',
      {
        config: config(supervisors),
        schema: { ...about, summary: 'Cambia quién responde por una acción, o su plazo', body: amendBody },
      },
      async (request, reply) => {
        const { note, ...to } = request.body
        const asked = await askedOf(deps, request, 'amendments')
        if (to.area !== undefined) areaOf(deps.definitions, asked.entity, to.area)
        const rule: Rule = (said) => ({ type: 'Amend', ...said, ...defined(to) })
        return change(request, reply, 'amendments', rule, note)
      },
    )
    app.post(
      '/v1/improvement-actions/:action/progress',
      {
        config: config(workers),
        schema: { ...about, summary: 'Dice cómo va una acción', body: progressBody },
      },
      async (request, reply) => {
        const { note, percent } = request.body
        return change(request, reply, 'progress', (said) => ({ type: 'Progress', ...said, percent }), note)
      },
    )
    app.post(
      '/v1/improvement-actions/:action/completion',
      {
        config: config(workers),
        schema: { ...about, summary: 'Dice que una acción se hizo, y con qué se prueba', body: completeBody },
      },
      async (request, reply) => {
        const { evidence } = request.body
        return change(request, reply, 'completion', ({ noteRef: _, ...said }) => ({
          ...{ type: 'Complete', ...said, evidence },
        }))
      },
    )
    app.post(
      '/v1/improvement-actions/:action/verification',
      {
        config: config(supervisors),
        schema: {
          ...about,
          summary: 'Dice si una acción tuvo efecto; si no lo tuvo, sigue con otro plazo',
          body: verifyBody,
        },
      },
      async (request, reply) => {
        const { note, effective, evidence, ...more } = request.body
        const rule: Rule = ({ noteRef, ...said }) => ({
          ...{ type: 'Verify', ...said, effective, evidence, ...defined(more) },
          ...(note !== undefined && { noteRef }),
        })
        return change(request, reply, 'verification', rule, note)
      },
    )
    app.post(
      '/v1/improvement-actions/:action/cancellation',
      {
        config: config(supervisors),
        schema: { ...about, summary: 'Dice que una acción no se hará, y por qué', body: cancelBody },
      },
      async (request, reply) =>
        change(request, reply, 'cancellation', (said) => ({ type: 'Cancel', ...said }), request.body.note),
    )
  }
}

type Said = Pick<Extract<ActionCommand, { type: 'Cancel' }>, 'action' | 'on' | 'by' | 'noteRef'>
type Rule = (said: Said) => ActionCommand

async function askedOf(deps: ImprovementDeps, request: Request, route: string): Promise<ActionAsked> {
  const { caller, rawBody, headers } = request
  const { action } = request.params
  const { entity } = await deps.log.stream(actionStream(action))
  if (entity === undefined) throw problem('action-unknown')
  allowEntity(caller, entity)
  const key = idempotencyKey(request)
  const seed = `${caller.client}:routing/improvement-actions/${route}:${key ?? randomUUID()}`
  const digest = createHash('sha256').update(rawBody).digest('hex')
  return {
    ...{ action, entity, actor: caller.subject, seed, ifMatch: ifMatchOf(headers['if-match']) },
    ...(key !== undefined && { claim: { key: seed, digest } }),
  }
}

function told(
  reply: { header(name: string, value: string): unknown },
  entity: string,
  { state, version, replayed }: ActionChanged,
) {
  reply.header('etag', `"${version}"`)
  if (replayed) reply.header('idempotency-replayed', 'true')
  return viewOfAction(entity, state)
}
