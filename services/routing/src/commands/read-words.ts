import type { Json } from '@ventanilla/decider'
import { problem } from '@ventanilla/http-kit'
import type { Coded } from '@ventanilla/procedures'
import type { Purpose } from '../domain/access.ts'
import { defined } from '../domain/defined.ts'
import type { Attached, CaseEvent, FormFilled } from '../domain/events.ts'
import type { ReadForms } from './read-forms.ts'
import type { ReadCase } from './read-open.ts'
import { recordRead } from './record-read.ts'

/** What somebody brought when they did something with a case. */
export interface Words {
  /** The place of the fact in the case's own history, from 1. */
  order: number
  /** The fact, as `CaseMoved`. */
  fact: string
  at: string
  transition?: string
  by?: string
  note?: string
  text?: string
  evidence?: readonly Attached[]
  form?: { id: string; values: FormFilled['values']; words: Record<string, Coded> }
}

/** What of a fact can stand in any of them. */
interface Bringing {
  transition?: string
  by?: string
  noteRef?: string
  textRef?: string
  evidence?: readonly (Attached | string)[]
  form?: FormFilled
}

/**
 * Everything that was written or brought along the way of a case, in its order. That it was read, by whom and what for,
 * is written before anything is shown (Ley 1581/2012 art. 17.d). @throws ProblemError `person-erased`
 */
export async function readWords(
  { log, vault, clock }: ReadForms,
  { entity, stream, state: { caseId } }: ReadCase,
  { purpose, actor }: { purpose: Purpose; actor: string },
): Promise<Words[]> {
  const told = stream.events.map((event, index) => ({
    ...{ order: index + 1, at: event.at, fact: event.type },
    data: (event as unknown as CaseEvent).data as Bringing,
  }))
  const brought = told.filter(
    ({ data }) => data.noteRef ?? data.textRef ?? data.form ?? data.evidence?.length,
  )
  const fields = [...new Set(brought.flatMap(({ data }) => fieldsOf(data)))]
  if (fields.length > 0)
    await recordRead(log, entity, { caseId, purpose, fields }, { actor, at: clock.now() })
  const refs = brought.flatMap(({ data: { noteRef, textRef, form } }) => [noteRef, textRef, form?.ref])
  const kept = await vault.getMany(refs.filter((ref) => ref !== undefined))
  return brought.map(({ data, ...about }) => ({ ...about, ...wordsOf(data, kept) }))
}

function fieldsOf({ noteRef, textRef, form }: Bringing): string[] {
  return [
    ...(noteRef === undefined ? [] : ['note']),
    ...(textRef === undefined ? [] : ['text']),
    ...(form?.texts ?? []).map((name) => `${form?.id}.${name}`),
  ]
}

function wordsOf({ transition, by, noteRef, textRef, evidence, form }: Bringing, kept: Map<string, Json>) {
  const read = (ref: string | undefined) => {
    if (ref === undefined) return undefined
    const value = kept.get(ref)
    if (value === undefined) throw problem('person-erased', { detail: 'Lo que decía se borró con ellos.' })
    return value
  }
  return defined({
    ...{
      transition,
      by,
      note: read(noteRef) as string | undefined,
      text: read(textRef) as string | undefined,
    },
    evidence: evidence?.length
      ? evidence.map((one) => (typeof one === 'string' ? { id: 'respuesta', ref: one } : one))
      : undefined,
    form: form && {
      ...{ id: form.id, values: form.values },
      words: (read(form.ref) ?? {}) as Record<string, Coded>,
    },
  })
}
