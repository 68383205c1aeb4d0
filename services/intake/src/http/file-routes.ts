import { type HttpRoutes, idempotencyKey } from '@ventanilla/http-kit'
import { z } from 'zod'
import { submittedEvent } from '../commands/cloud-event.ts'
import { file } from '../commands/file.ts'
import { fileEvent } from '../commands/file-event.ts'
import { submissionSchema } from '../commands/submission.ts'
import type { IntakeDeps } from '../deps.ts'
import { batchSchema, heldBody, heldSchema, receiptBody, receiptSchema, replayedHeader } from './answers.ts'
import { actorOf, assertEntity } from './caller.ts'
import { batchEnvelope, fileBatch } from './event-batch.ts'
import { readingOf } from './event-reading.ts'
import { filingErrors } from './filing-errors.ts'
import { bodyAsItCame, parserOf } from './parse.ts'
import { problemOf } from './problems.ts'

const MAX_BODY = 16 * 1024 * 1024

const config = {
  auth: { scopes: ['filings:write', 'admin'] },
  consumes: ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
  rawBody: true,
  errors: filingErrors,
} as const

const schema = {
  tags: ['Radicación'],
  summary: 'Radicar',
  description:
    'Recibe una radicación (application/json), un evento CloudEvents 1.0 que la trae, o una lista de hasta 500 ' +
    'eventos. Con Idempotency-Key, o por «source» e «id» del evento, repetir la misma petición da la misma respuesta.',
  body: z.union([submissionSchema, submittedEvent, batchEnvelope]),
  response: { 200: batchSchema, 201: receiptSchema, 202: heldSchema },
}

/** Where filings come in from the entity's own clients. */
export const fileRoutes =
  (deps: IntakeDeps): HttpRoutes =>
  async (app) => {
    const parse = parserOf(app)
    const options = { config, schema, bodyLimit: MAX_BODY, validatorCompiler: bodyAsItCame(app) }

    app.post('/v1/filings', options, async (request, reply) => {
      const { caller, body, rawBody: raw, mediaType } = request
      const actor = actorOf(caller)
      if (mediaType === 'application/cloudevents-batch+json')
        return reply.code(200).send(await fileBatch(deps, request, parse))

      if (mediaType === 'application/cloudevents+json') {
        const event = parse(submittedEvent, body)
        const reading = readingOf(event)
        if ('sent' in reading) assertEntity(caller, reading.sent.entity)
        const { client, entity } = caller
        const taken = await fileEvent(deps, { event, reading, client, actor, entity, raw })
        if ('refused' in taken) throw problemOf(taken)
        reply.headers(replayedHeader(taken))
        if ('held' in taken) return reply.code(202).send(heldBody(taken.held))
        return reply.code(201).send(receiptBody(taken.filed))
      }

      const sent = parse(submissionSchema, body)
      assertEntity(caller, sent.entity)
      const origin = { by: 'client', client: caller.client, key: idempotencyKey(request) } as const
      const taken = await file(deps, { origin, actor, sent, raw })
      if ('refused' in taken) throw problemOf(taken)
      if ('held' in taken) throw new Error('a filing that was refused is not kept')
      return reply.code(201).headers(replayedHeader(taken)).send(receiptBody(taken.filed))
    })
  }
