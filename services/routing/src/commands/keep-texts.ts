import { deriveId } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import { type Vault, VaultError } from '@ventanilla/vault'
import type { OpenCase } from '../domain/case.ts'

export const textKinds = ['case-note', 'case-text'] as const

/** Something that a person wrote about a case: it may name people, so it never stands in an event. */
export interface Text {
  ref: string
  kind: (typeof textKinds)[number]
  text: string
}

export function textOf(seed: string, kind: Text['kind'], text: string | undefined): Text[] {
  return text === undefined ? [] : [{ ref: deriveId(seed, kind), kind, text }]
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
    throw problem('person-erased', { detail: 'Haga el movimiento sin nota ni texto, si lo admite.' })
  }
}
