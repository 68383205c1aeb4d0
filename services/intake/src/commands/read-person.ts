import { type Json, type Refusal, refuse } from '@ventanilla/decider'
import type { IntakeDeps } from '../deps.ts'
import type { FoundFiling } from './find-filing.ts'
import { recordRead } from './record-read.ts'

export type ReadRefusal = Refusal<'filing-anonymous' | 'data-erased'>

const erased = () => refuse('data-erased', { detail: 'Los datos se suprimieron; la radicación sigue.' })

/** Who files, as they said it with this filing. */
export async function readPerson(
  deps: IntakeDeps,
  { entity, received }: FoundFiling,
  actor: string,
): Promise<{ personRef: string; person: Json } | ReadRefusal> {
  const { caseId, personRef, contactRef } = received
  if (personRef === undefined || contactRef === undefined)
    return refuse('filing-anonymous', { detail: 'De una radicación anónima no se conoce a la persona.' })
  await recordRead(deps, { caseId, entity, part: 'identity', actor })
  const person = await deps.vault.get(contactRef)
  return person === undefined ? erased() : { personRef, person }
}

/** Subject, text, the other fields of the form, and the names of the attachments. */
export async function readText(
  deps: IntakeDeps,
  { entity, received }: FoundFiling,
  actor: string,
): Promise<{ text: Json } | ReadRefusal> {
  await recordRead(deps, { caseId: received.caseId, entity, part: 'text', actor })
  const text = await deps.vault.get(received.textRef)
  return text === undefined ? erased() : { text }
}
