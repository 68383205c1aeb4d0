import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import type { ChangeDeps, Changed } from '../commands/asked.ts'
import { assignCase } from '../commands/assign-case.ts'
import { classifyCase } from '../commands/classify-case.ts'
import { fillForm } from '../commands/fill-form.ts'
import { mergeCase, unmergeCase } from '../commands/merge-case.ts'
import { migrateCase } from '../commands/migrate-case.ts'
import { moveCase } from '../commands/move-case.ts'
import type { MoveName } from '../domain/move/find-move.ts'
import {
  assignmentBody,
  classificationBody,
  formBody,
  type MoveBody,
  mergeBody,
  migrationBody,
  moveBody,
  unmergeBody,
} from './bodies.ts'
import { answerOf, askedOf, type ChangeRequest, changeCodes as codes, workers } from './changing.ts'
import { caseParams, changedView } from './shapes.ts'

const response = { 200: changedView }

type Reply = Parameters<typeof answerOf>[1]

/** What changes a case. All of it can be repeated under an Idempotency-Key and held to a version by If-Match. */
export function changeRoutes(deps: ChangeDeps): HttpRoutes {
  const answer = (reply: Reply, changed: Changed) => answerOf(deps.definitions, reply, changed)
  return async (app) => {
    app.post(
      '/v1/cases/:caseId/moves',
      {
        config: {
          auth: { scopes: ['cases:work', 'filings:write'] },
          rawBody: true,
          errors: codes,
        },
        schema: {
          summary: 'Mueve un caso por su procedimiento, o registra lo que otro sistema hizo con él',
          tags: ['casos'],
          ...{ params: caseParams, body: moveBody, response },
        },
      },
      async (request, reply) => {
        const { transition, action, to, reason, ...said } = request.body
        allowMove(request, said)
        const name = nameOf({ transition, action, to, reason })
        return answer(reply, await moveCase(deps, askedOf(request, 'moves'), { name, ...said }))
      },
    )
    app.post(
      '/v1/cases/:caseId/assignment',
      {
        config: { auth: workers, rawBody: true, errors: codes },
        schema: {
          summary: 'Asigna un caso a otra área, nivel o funcionario; a un área misional, lo escala',
          tags: ['casos'],
          ...{ params: caseParams, body: assignmentBody, response },
        },
      },
      async (request, reply) =>
        answer(reply, await assignCase(deps, askedOf(request, 'assignment'), request.body)),
    )
    app.post(
      '/v1/cases/:caseId/classification',
      {
        config: { auth: workers, rawBody: true, errors: codes },
        schema: {
          summary: 'Dice o corrige de qué trata un caso y cómo terminó, también después de cerrado',
          tags: ['casos'],
          ...{ params: caseParams, body: classificationBody, response },
        },
      },
      async (request, reply) =>
        answer(reply, await classifyCase(deps, askedOf(request, 'classification'), request.body)),
    )
    app.post(
      '/v1/cases/:caseId/migration',
      {
        config: { auth: { scopes: ['admin'] }, rawBody: true, errors: codes },
        schema: {
          summary:
            'Hace que un caso abierto siga bajo otra versión de su procedimiento; sus términos quedan igual',
          tags: ['casos'],
          ...{ params: caseParams, body: migrationBody, response },
        },
      },
      async (request, reply) =>
        answer(reply, await migrateCase(deps, askedOf(request, 'migration'), request.body)),
    )
    app.put(
      '/v1/cases/:caseId/form',
      {
        config: { auth: workers, rawBody: true, errors: codes },
        schema: {
          summary: 'Llena el formulario con que se pide un tipo de caso, o corrige lo que ya lleva',
          tags: ['casos'],
          ...{ params: caseParams, body: formBody, response },
        },
      },
      async (request, reply) =>
        answer(reply, await fillForm(deps, askedOf(request, 'form'), request.body.form)),
    )
    app.post(
      '/v1/cases/:caseId/merge',
      {
        config: { auth: workers, rawBody: true, errors: codes },
        schema: {
          summary: 'Acumula un caso en otro del mismo asunto, que se recibió primero y sigue por los dos',
          tags: ['casos'],
          ...{ params: caseParams, body: mergeBody, response },
        },
      },
      async (request, reply) => answer(reply, await mergeCase(deps, askedOf(request, 'merge'), request.body)),
    )
    app.post(
      '/v1/cases/:caseId/unmerge',
      {
        config: { auth: workers, rawBody: true, errors: codes },
        schema: {
          summary: 'Separa un caso que no era el mismo asunto: sigue donde estaba, con el plazo que tenía',
          tags: ['casos'],
          ...{ params: caseParams, body: unmergeBody, response },
        },
      },
      async (request, reply) =>
        answer(reply, await unmergeCase(deps, askedOf(request, 'unmerge'), request.body.note)),
    )
  }
}

/** A person works on cases; an adapter tells what another system did, and nothing else. */
function allowMove(
  { caller }: Pick<ChangeRequest, 'caller'>,
  { recordedBy }: Pick<MoveBody, 'recordedBy'>,
): void {
  const scope = recordedBy === undefined ? 'cases:work' : 'filings:write'
  if (caller.scopes.includes(scope)) return
  const detail =
    recordedBy === undefined
      ? 'Sin el permiso «cases:work» solo se registra lo que otro sistema hizo: falta recordedBy.'
      : 'Registrar lo que otro sistema hizo necesita el permiso «filings:write».'
  throw problem('scope-missing', { detail, extra: { scopes: [scope] } })
}

function nameOf({ transition, action, to = '', reason = '' }: MoveBody): MoveName {
  if (transition !== undefined) return { transition }
  return action === undefined ? { to, reason } : { action }
}
