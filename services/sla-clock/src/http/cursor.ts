import { problem } from '@ventanilla/http-kit'
import { z } from 'zod'

/** Opaque to callers: what it is made of may change. */
export function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url')
}

/** @throws ProblemError `validation-failed` for what was never given out */
export function idOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const read = z.uuid().safeParse(Buffer.from(cursor, 'base64url').toString())
  if (read.success) return read.data
  throw problem('validation-failed', {
    field: 'query.cursor',
    detail: 'Use el «next» de la página anterior, sin cambios.',
  })
}
