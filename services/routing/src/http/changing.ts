import { createHash } from 'node:crypto'
import { type Caller, idempotencyKey, ifMatchOf } from '@ventanilla/http-kit'
import type { Asked, Changed } from '../commands/asked.ts'
import type { Definitions } from '../domain/definitions.ts'
import { errors } from '../errors.ts'
import { flagsOf, viewOf } from './view.ts'

/** What every change of a case may be refused with. */
export const changeCodes = [
  ...Object.keys(errors),
  ...['not-found', 'idempotency-key-invalid', 'idempotency-key-reused'],
]
export const workers = { scopes: ['cases:work'] } as const

export interface ChangeRequest {
  caller: Caller
  rawBody: Buffer
  params: { caseId: string }
  headers: Record<string, string | string[] | undefined>
}

export function askedOf(request: ChangeRequest, route: string): Asked {
  const { caller, rawBody, params, headers } = request
  return {
    caseId: params.caseId.toLowerCase(),
    caller,
    route: `routing/${route}`,
    key: idempotencyKey(request),
    digest: createHash('sha256').update(rawBody).digest('hex'),
    ifMatch: ifMatchOf(headers['if-match']),
  }
}

/** The case as the change left it, with its version for the next one. */
export function answerOf(
  definitions: Definitions,
  reply: { header(name: string, value: string): unknown },
  changed: Changed,
) {
  reply.header('etag', `"${changed.version}"`)
  if (changed.replayed) reply.header('idempotency-replayed', 'true')
  return { ...viewOf(definitions, changed), flags: flagsOf(changed.events) }
}
