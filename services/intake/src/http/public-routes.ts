import { bogotaDate } from '@ventanilla/calendar'
import { type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { file } from '../commands/file.ts'
import { citizenSubmissionSchema } from '../commands/submission.ts'
import type { IntakeDeps } from '../deps.ts'
import { formOf, formSchema } from '../queries/forms/form.ts'
import { receiptBody, receiptSchema, replayedHeader } from './answers.ts'
import { citizen } from './caller.ts'
import { filingErrors } from './filing-errors.ts'
import { problemOf } from './problems.ts'

const slug = z.string().max(80)

/** The citizen's own routes: no token, a limit by address, and nothing to say about when or by which channel. */
export const publicRoutes =
  (deps: IntakeDeps): HttpRoutes =>
  async (app) => {
    app.post(
      '/v1/public/filings',
      {
        config: { auth: 'public', rawBody: true, errors: filingErrors },
        schema: {
          tags: ['Ciudadanía'],
          summary: 'Radicar como ciudadano, con nombre, con reserva o de forma anónima',
          body: citizenSubmissionSchema,
          response: { 201: receiptSchema },
        },
      },
      async (request, reply) => {
        const origin = { by: 'citizen', key: idempotencyKey(request) } as const
        const taken = await file(deps, { origin, actor: citizen, sent: request.body, raw: request.rawBody })
        if ('refused' in taken) throw problemOf(taken)
        if ('held' in taken) throw new Error('a filing that was refused is not kept')
        return reply.code(201).headers(replayedHeader(taken)).send(receiptBody(taken.filed))
      },
    )

    app.get(
      '/v1/public/forms/:entity/:procedure',
      {
        config: { auth: 'public', errors: ['not-found'] },
        schema: {
          tags: ['Ciudadanía'],
          summary: 'El formulario de un procedimiento',
          params: z.object({ entity: slug, procedure: slug }),
          response: { 200: formSchema },
        },
      },
      async (request) => {
        const entity = deps.entities.get(request.params.entity)
        const form = entity && formOf(entity, request.params.procedure, bogotaDate(deps.clock.now()))
        if (!form) throw problem('not-found', { detail: 'No hay un formulario público con este nombre.' })
        return form
      },
    )
  }
