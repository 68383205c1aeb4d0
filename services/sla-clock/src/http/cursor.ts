import { problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { Listed } from '../queries/what-if/since.ts'

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

/** Where a page of a walk over a log begins, and how far that reached when the walk began. @throws as idOf */
export function walkOf(cursor: string | undefined): { after: number; since?: number } {
  if (cursor === undefined) return { after: 0 }
  const [after = 0, since = 0, ...more] = textOf(cursor).split('.').map(whole)
  if (after > 0 && since >= after && more.length === 0) return { after, since }
  throw neverGiven('body.cursor')
}

/** @throws as idOf, for a page that begins behind the end of the log */
export function assertReached(after: number, head: number): void {
  if (after > head) throw neverGiven('body.cursor')
}

/** 0 for what is no number of ours. */
function whole(text: string): number {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0
  return Number.isSafeInteger(number) ? number : 0
}

/** A list of what a calendar would move, by what it was counted. */
export function listOf(entity: string, { calendar, position, at }: Listed): string {
  return cursorOf(JSON.stringify([calendar, position, at, entity]))
}

const listShape = z.tuple([z.string(), z.int().min(0), z.iso.datetime({ precision: 3 }), z.string()])

/** @throws ProblemError `validation-failed` for what was never given out, or for another entity */
export function listedIn(list: string, entity: string): Listed {
  const [calendar, position, at, of] = readList(list)
  if (of === entity) return { calendar, position, at }
  throw notList('Esa lista es de otra entidad: sus términos no son estos.')
}

function readList(list: string): z.output<typeof listShape> {
  try {
    return listShape.parse(JSON.parse(textOf(list)))
  } catch {
    throw notList('Use el «list» de la respuesta que mostró lo que cambia, sin cambios.')
  }
}

const notList = (detail: string) => problem('validation-failed', { field: 'body.list', detail })

const textOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

const neverGiven = (field: string) =>
  problem('validation-failed', { field, detail: 'Use el «next» de la página anterior, sin cambios.' })
