import { type Readable, Transform } from 'node:stream'
import { type ProblemError, problem } from './problem.ts'

/** The refusal of a body over `limit` bytes. The connection closes: the client may still be sending. */
export function bodyTooLarge(limit: number): ProblemError {
  return problem('body-too-large', {
    field: 'body',
    detail: `El límite es de ${limit.toLocaleString('es-CO')} bytes.`,
    extra: { limit },
    headers: { connection: 'close' },
  })
}

/**
 * The whole body.
 * @param announced the Content-Length, if the client sent one
 * @throws ProblemError `body-too-large`, `malformed-request` when the body isn't as long as announced or breaks off
 */
export async function readBody(
  payload: Readable,
  limit: number,
  announced: number | undefined,
): Promise<Buffer> {
  if (announced !== undefined && announced > limit) throw bodyTooLarge(limit)
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
      length += bytes.length
      if (length > limit) break
      chunks.push(bytes)
    }
  } catch (cause) {
    throw problem('malformed-request', {
      detail: 'El cuerpo se interrumpió antes de llegar completo.',
      cause,
    })
  }
  if (length > limit) throw bodyTooLarge(limit)
  if (announced !== undefined && announced !== length) {
    throw problem('malformed-request', { detail: 'El cuerpo no mide lo que dice Content-Length.' })
  }
  return Buffer.concat(chunks, length)
}

/** The body as a stream that fails with `body-too-large` once it passes `limit` bytes. */
export function limitedStream(payload: Readable, limit: number, announced: number | undefined): Readable {
  if (announced !== undefined && announced > limit) throw bodyTooLarge(limit)
  let length = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length
      if (length > limit) done(bodyTooLarge(limit))
      else done(null, chunk)
    },
  })
  // Not `pipeline`: on an error it would destroy the socket before the refusal is written.
  payload.once('error', (error) => counted.destroy(error))
  payload.once('aborted', () => counted.destroy(problem('malformed-request')))
  counted.once('error', () => payload.unpipe(counted))
  return payload.pipe(counted)
}
