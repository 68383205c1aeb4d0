import type { EventLog, Stream } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import type { Coded } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { Purpose } from '../domain/access.ts'
import type { CaseEvent, FormFilled } from '../domain/events.ts'
import type { ReadCase } from './read-open.ts'
import { recordRead } from './record-read.ts'

export interface ReadForms {
  log: EventLog
  vault: Vault
  clock: BusinessClock
}

/** A form as it stands, with what of it is in the vault. */
export interface WholeForm {
  form: string
  /** The move that it came with; absent: the one that its kind is asked with. */
  transition?: string
  on: string
  values: FormFilled['values']
  words: Record<string, Coded>
}

/**
 * What a case's forms say, words and all. That they were read, by whom and what for, is written before anything is shown
 * (Ley 1581/2012 art. 17.d). @throws ProblemError `person-erased` when the words went with their person
 */
export async function readForms(
  { log, vault, clock }: ReadForms,
  { entity, stream, state: { caseId } }: ReadCase,
  { purpose, actor }: { purpose: Purpose; actor: string },
): Promise<WholeForm[]> {
  const filled = formsOf(stream)
  const fields = filled.flatMap(({ filled: { id, texts } }) => texts.map((name) => `${id}.${name}`))
  if (fields.length > 0)
    await recordRead(log, entity, { caseId, purpose, fields }, { actor, at: clock.now() })
  const words = await vault.getMany(filled.flatMap(({ filled: { ref } }) => ref ?? []))
  return filled.map(({ filled: { id, values, ref }, ...about }) => {
    const kept = ref === undefined ? {} : words.get(ref)
    if (kept === undefined) throw problem('person-erased', { detail: 'Lo que decía se borró con ellos.' })
    return { form: id, ...about, values, words: kept as Record<string, Coded> }
  })
}

interface Kept {
  transition?: string
  on: string
  filled: FormFilled
}

/** The last filling of the form of its kind, and each that came with a move. */
function formsOf({ events }: Stream): Kept[] {
  const told = events as unknown as CaseEvent[]
  const own = told.findLast(({ type }) => type === 'CaseFormFilled')
  return told.flatMap((event): Kept[] => {
    if (event.type === 'CaseFormFilled' && event === own)
      return [{ on: event.data.on, filled: event.data.form }]
    if (event.type !== 'CaseMoved' || event.data.form === undefined) return []
    return [{ transition: event.data.transition, on: event.data.on, filled: event.data.form }]
  })
}
