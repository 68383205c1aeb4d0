import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from, to } from 'pg-copy-streams'

/**
 * The bytes of a COPY … TO STDOUT as they come; who takes them slowly makes the server wait. To be read to its end:
 * a connection that is left in the middle of it can only be closed.
 */
export function copyOut(client: PoolClient, sql: string): Readable {
  const stream: Readable & { callback?: () => void } = client.query(to(sql))
  // pg hangs the end of its time limit on a callback that the stream never calls: the limit would strike later.
  stream.once('close', () => stream.callback?.())
  return stream
}

/** Feeds a COPY … FROM STDIN. @throws the server's error, or that of `chunks`: then nothing was copied */
export async function copyIn(
  client: PoolClient,
  sql: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const into: Writable = client.query(from(sql))
  await pipeline(chunks, into)
}

const SPECIAL = /[\\\n\r\t]/
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A value in COPY's text format. */
export function copyText(text: string | null): string {
  if (text === null) return '\\N'
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (one) => ESCAPED[one] ?? one) : text
}

const WRITTEN: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** A value out of COPY's text format; what the server writes, and no more: it uses no octal or hexadecimal form. */
export function fromCopyText(text: string): string | null {
  if (text === '\\N') return null
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, one: string) => WRITTEN[one] ?? one) : text
}
