import { problem } from '@ventanilla/http-kit'
import type { z } from 'zod'

/** A place in a list, as its caller carries it: opaque, and of no use elsewhere. */
export function cursorOf(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws ProblemError `validation-failed` for what this list didn't give out */
export function placeOf<Shape extends z.ZodType>(
  shape: Shape,
  cursor: string,
  field = 'query.cursor',
): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw problem('validation-failed', { field, detail: 'No es un cursor de esta lista.' })
  }
}

/** The first `limit` of what was found, and the cursor of the rest when there is any. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  place: (last: T) => readonly (string | number)[],
): { items: T[]; next?: string } {
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, ...(last !== undefined && { next: cursorOf(place(last)) }) }
}
