import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Bytes that stay the same for as long as this process lives, with the mark that a copy is known by. */
export interface StaticFile {
  readonly bytes: Buffer
  readonly etag: string
}

export function staticFile(text: string): StaticFile {
  const bytes = Buffer.from(text)
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` }
}

interface Request {
  headers: Record<string, string | string[] | undefined>
}
interface Reply {
  code(status: number): unknown
  headers(values: Record<string, string>): unknown
}

/** The file, or that the copy which the caller has is still the same (RFC 9110 §13.1.2). */
export function sendFile(
  { headers }: Request,
  reply: Reply,
  { bytes, etag }: StaticFile,
  about: Record<string, string>,
): string | null {
  reply.headers({ ...about, etag })
  if (isKnown(headers['if-none-match'], etag)) {
    reply.code(304)
    return null
  }
  // Bytes pass by the serializer, whose type knows texts alone.
  return bytes as unknown as string
}

function isKnown(given: string | string[] | undefined, etag: string): boolean {
  const known = [given ?? []].flat().flatMap((list) => list.split(','))
  return known.some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

/** How a route documents that it sends such a file. */
export function fileResponse(mediaType: string, description: string) {
  const schema = z.string().meta({ format: 'binary', description })
  return {
    200: { description, content: { [mediaType]: { schema } } },
    304: z.null().describe('La copia de quien pregunta sigue siendo la misma'),
  }
}
