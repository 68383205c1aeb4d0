import { problem } from '@ventanilla/http-kit'
import { z } from 'zod'

/** Opaque to callers: what it is made of may change. */
export function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url')
}

/** @throws ProblemError `validation-failed` for what was never given out */
export function idOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const read = z.uuid().safeParse(textOf(cursor))
  if (read.success) return read.data
  throw neverGiven('query.cursor')
}

/** A position in a log, 0 without a cursor. @throws as idOf */
export function positionOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const text = textOf(cursor)
  if (/^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw neverGiven('body.cursor')
}

const textOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

const neverGiven = (field: string) =>
  problem('validation-failed', { field, detail: 'Use el «next» de la página anterior, sin cambios.' })
