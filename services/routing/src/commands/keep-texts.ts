import type { Json } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import { isNothing } from '@ventanilla/procedures'
import { type Vault, VaultError } from '@ventanilla/vault'
import type { OpenCase } from '../domain/case.ts'
import type { CaseEvent } from '../domain/events.ts'
import type { FormBrought } from '../domain/move/needs.ts'

export const textKinds = ['case-note', 'case-text', 'case-form'] as const

/** Something that a person wrote about a case: it may name people, so it never stands in an event. */
export interface Text {
  ref: string
  kind: (typeof textKinds)[number]
  text: Json
}

export function textOf(seed: string, kind: Text['kind'], text: string | undefined): Text[] {
  return text === undefined ? [] : [{ ref: deriveId(seed, kind), kind, text }]
}

export function formBrought(seed: string, given: FormBrought['given']): FormBrought {
  return { given, ref: deriveId(seed, 'case-form') }
}

/** The words of a form that a fact refers to, and what of it is sensitive, together in one record. */
export function wordsOf(form: FormBrought | undefined, events: readonly CaseEvent[]): Text[] {
  return events.flatMap(({ data }) => {
    const filled = 'form' in data && typeof data.form === 'object' ? data.form : undefined
    if (form === undefined || filled?.ref !== form.ref) return []
    // Some of it no fact names: all that came and isn't told of.
    const words = Object.entries(form.given).filter(
      ([name, value]) => !Object.hasOwn(filled.values, name) && !isNothing(value),
    )
    return [{ ref: form.ref, kind: 'case-form' as const, text: Object.fromEntries(words) as Json }]
  })
}

/**
 * Under the key of the person whose case it is, so that it goes when they go; under the case's own where nobody is
 * known. @throws ProblemError `person-erased`
 */
export async function keepTexts(
  vault: Vault,
  entity: string,
  { personRef, caseId }: Pick<OpenCase, 'personRef' | 'caseId'>,
  texts: readonly Text[],
): Promise<void> {
  const subject = personRef ?? caseId
  try {
    await vault.put(texts.map(({ ref, kind, text }) => ({ ref, subject, entity, kind, value: text })))
  } catch (error) {
    if (!(error instanceof VaultError) || error.code !== 'subject-erased') throw error
    throw problem('person-erased', { detail: 'Hágalo sin nota ni texto, si se admite.' })
  }
}
