import { problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { Place } from '../queries/cases/reader.ts'

const shape = z.tuple([z.iso.datetime(), z.uuid()])

export function cursorOf({ receivedAt, caseId }: Place): string {
  return Buffer.from(JSON.stringify([receivedAt, caseId])).toString('base64url')
}

/** @throws ProblemError `validation-failed` for what this service didn't give out */
export function placeOf(cursor: string): Place {
  try {
    const [receivedAt, caseId] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { receivedAt, caseId }
  } catch {
    throw problem('validation-failed', { field: 'query.cursor', detail: 'No es un cursor de este servicio.' })
  }
}
