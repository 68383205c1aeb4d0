import { bogotaDate, type LocalDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ChangeDeps } from '../commands/asked.ts'
import { answerTask, openTask, withdrawTask } from '../commands/tasks.ts'
import { defined } from '../domain/defined.ts'
import type { TaskRow } from '../queries/tasks/projection.ts'
import { readTasks } from '../queries/tasks/reader.ts'
import { answerOf, askedOf, changeCodes, workers } from './changing.ts'
import { ownEntity } from './reads.ts'
import { caseParams, changedView } from './shapes.ts'
import {
  taskAnswerBody,
  taskBody,
  taskOpened,
  taskParams,
  tasksQuery,
  tasksView,
  taskWithdrawalBody,
} from './task-shapes.ts'

/** What a case waits for from others: asked, answered, withdrawn, and found by when it is due. */
export function taskRoutes(deps: ChangeDeps & { database: Database }): HttpRoutes {
  const config = { auth: workers, rawBody: true, errors: changeCodes }
  return async (app) => {
    app.post(
      '/v1/cases/:caseId/tasks',
      {
        config,
        schema: {
          summary: 'Pide algo a un área o a otra entidad para un caso, con su propio plazo',
          tags: ['casos'],
          ...{ params: caseParams, body: taskBody, response: { 200: taskOpened } },
        },
      },
      async (request, reply) => {
        const changed = await openTask(deps, askedOf(request, 'tasks'), request.body)
        const fact = changed.events.find(({ type }) => type === 'TaskOpened')
        const taskId = fact?.type === 'TaskOpened' ? fact.data.taskId : ''
        return { ...answerOf(deps.definitions, reply, changed), taskId }
      },
    )
    app.post(
      '/v1/cases/:caseId/tasks/:taskId/answer',
      {
        config,
        schema: {
          summary: 'Dice que una tarea se respondió, y dónde está la respuesta',
          tags: ['casos'],
          ...{ params: taskParams, body: taskAnswerBody, response: { 200: changedView } },
        },
      },
      async (request, reply) => {
        const { taskId } = request.params
        const asked = askedOf(request, `tasks/${taskId}/answer`)
        return answerOf(deps.definitions, reply, await answerTask(deps, asked, taskId, request.body))
      },
    )
    app.post(
      '/v1/cases/:caseId/tasks/:taskId/withdrawal',
      {
        config,
        schema: {
          summary: 'Retira una tarea que ya no se necesita, con su porqué',
          tags: ['casos'],
          ...{ params: taskParams, body: taskWithdrawalBody, response: { 200: changedView } },
        },
      },
      async (request, reply) => {
        const { taskId } = request.params
        const asked = askedOf(request, `tasks/${taskId}/withdrawal`)
        return answerOf(deps.definitions, reply, await withdrawTask(deps, asked, taskId, request.body.note))
      },
    )
    app.get(
      '/v1/tasks',
      {
        config: { auth: { scopes: ['cases:read'] } },
        schema: {
          summary: 'Lo que los casos esperan de otros, lo que vence primero antes',
          tags: ['casos'],
          ...{ querystring: tasksQuery, response: { 200: tasksView } },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...where } = query
        const entity = ownEntity(caller, where.entity)
        const after = cursor === undefined ? undefined : placeOf(cursor)
        const rows = await readTasks(deps.database, { ...where, entity, limit, after })
        const today = bogotaDate(deps.clock.now())
        const items = rows.slice(0, limit).map((row) => itemOf(row, today))
        const last = rows.length > limit ? items.at(-1) : undefined
        return { items, ...(last && { next: cursorOf(last) }) }
      },
    )
  }
}

function itemOf(row: TaskRow, today: LocalDate) {
  return {
    ...{ taskId: row.task_id, caseId: row.case_id, entity: row.entity, task: row.task, to: row.addressee },
    ...{ openedOn: row.opened_on, due: row.due, status: row.status },
    overdue: row.status === 'open' && row.due < today,
    ...defined({
      area: row.area ?? undefined,
      outside: row.outside ?? undefined,
      endedOn: row.ended_on ?? undefined,
    }),
  }
}

const place = z.tuple([z.iso.date(), z.uuid()])

function cursorOf({ due, taskId }: { due: LocalDate; taskId: string }): string {
  return Buffer.from(JSON.stringify([due, taskId])).toString('base64url')
}

function placeOf(cursor: string): { due: LocalDate; taskId: string } {
  try {
    const [due, taskId] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { due, taskId }
  } catch {
    throw problem('validation-failed', { field: 'query.cursor', detail: 'No es un cursor de este servicio.' })
  }
}
