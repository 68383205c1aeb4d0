import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { problem } from './problem.ts'
import { type Limit, tallyOf } from './rate-limits.ts'

/** Counted so many bytes at a time: a counter elsewhere is asked once a mebibyte, not once a packet. */
const PIECE = 1024 * 1024

/**
 * The body of a route that leaves it untouched, its bytes counted against what one address (or client) may send there
 * in a window: those that came, whatever became of them. A counter that is down stops nobody.
 * @param limit `max` bytes
 * @throws ProblemError `body-too-large` for a body that no allowance holds; `rate-limited` at once when the declared
 *   length is more than what is left, else from within the body as soon as it is spent
 */
export async function weighedBody(request: FastifyRequest, limit: Limit): Promise<AsyncIterable<Uint8Array>> {
  const tally = tallyOf(request, 'bytes')
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limit.max)
    throw problem('body-too-large', { extra: { limit: limit.max }, headers: { connection: 'close' } })
  const weigh = async (bytes: number, ahead = 0): Promise<void> => {
    const { count, endsInMs } = await tally(limit.windowMs, bytes)
    if (count + ahead > limit.max) throw spent(limit, count, endsInMs)
  }
  // One more than nothing: a body of unknown length has to have room too.
  await weigh(0, Math.max(declared, 1))
  return weighed(request.raw, weigh)
}

async function* weighed(
  body: IncomingMessage,
  weigh: (bytes: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let since = 0
  try {
    // Left open when it is left: the answer goes out on the same socket.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      since += chunk.byteLength
      if (since >= PIECE) {
        const piece = since
        since = 0
        await weigh(piece)
      }
      yield chunk
    }
    const rest = since
    since = 0
    await weigh(rest)
  } finally {
    // What broke off, or was refused, has come all the same.
    if (since > 0) await weigh(since).catch(() => {})
  }
}

function spent({ max }: Limit, count: number, endsInMs: number) {
  const seconds = Math.max(1, Math.ceil(endsInMs / 1000))
  return problem('rate-limited', {
    detail:
      'Desde su conexión ya llegaron tantos archivos como se reciben en un día. Inténtelo más tarde, o presente la petición sin ellos.',
    retryAfter: seconds,
    extra: { limit: max },
    headers: {
      'ratelimit-limit': String(max),
      'ratelimit-remaining': String(Math.max(0, max - count)),
      'ratelimit-reset': String(seconds),
      connection: 'close',
    },
  })
}
