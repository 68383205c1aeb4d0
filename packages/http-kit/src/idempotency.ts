import type { FastifyRequest } from 'fastify'
import { problem } from './problem.ts'

const visibleAscii = /^[\x21-\x7e]{1,128}$/

/**
 * The request's `Idempotency-Key`, undefined when it has none.
 * @throws ProblemError `idempotency-key-invalid` unless it is 1–128 visible ASCII characters. A header sent twice
 *   arrives joined by ', ' and so is refused too.
 */
export function idempotencyKey(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && visibleAscii.test(key)) return key
  throw problem('idempotency-key-invalid', {
    field: 'headers.idempotency-key',
    detail: 'Idempotency-Key debe tener entre 1 y 128 caracteres ASCII visibles, sin espacios.',
  })
}
