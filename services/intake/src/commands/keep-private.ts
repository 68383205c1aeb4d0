import type { JsonObject } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import { type Vault, VaultError, type VaultRecord } from '@ventanilla/vault'
import type { FilingRefs } from '../domain/filing-events.ts'
import type { CitizenSubmission, Submission } from './submission.ts'

/** Kinds of what intake keeps in the vault, and sweeps. */
export const vaultKinds = ['filing-contact', 'filing-text'] as const

export interface Private {
  refs: FilingRefs
  records: VaultRecord[]
  /** Subjects of the attachments' keys. */
  attachments: string[]
}

/**
 * What of a filing speaks of persons, and the references that stand for it. They derive from the case and from what
 * was sent: two different bodies under one key, of which one loses, never share a text or an envelope. `generation`
 * rises when a key was destroyed: who had their data erased may file again, as somebody new.
 */
export function privatePart(
  vault: Pick<Vault, 'personRefFor'>,
  sent: Submission | CitizenSubmission,
  of: { caseId: string; digest: string; generation: number; envelopeRef?: string | undefined },
): Omit<Private, 'attachments'> {
  const { entity, person, mode } = sent
  const ref = (what: string) => deriveId(what, of.caseId, of.digest, of.generation)
  const refs: FilingRefs = { envelopeRef: of.envelopeRef ?? ref('envelope'), textRef: ref('text') }
  const text = {
    ref: refs.textRef,
    subject: refs.envelopeRef,
    entity,
    kind: 'filing-text',
    value: textOf(sent),
  }
  if (!person) return { refs, records: [text] }
  const { documentType, documentNumber } = person
  const again = of.generation === 0 ? '' : ` ${of.generation}`
  const personRef =
    documentType === undefined || documentNumber === undefined
      ? ref('person')
      : vault.personRefFor(entity, `${documentType}${again}`, documentNumber)
  const contactRef = ref('contact')
  const reserved = mode === 'reserved' ? { reservedRef: ref('reserved') } : {}
  const contact = {
    ref: contactRef,
    subject: reserved.reservedRef ?? personRef,
    entity,
    kind: 'filing-contact',
    value: present(person),
  }
  return { refs: { ...refs, personRef, contactRef, ...reserved }, records: [text, contact] }
}

function textOf({ subject, text, form, attachments }: Submission | CitizenSubmission): JsonObject {
  return present({ subject, text, form, attachments: attachments?.map(({ ref, name }) => ({ ref, name })) })
}

function present(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))
}

/** All of it durably, before any fact says that it is there. @returns the raw envelope, sealed, if one was given */
export async function keepPrivate(
  vault: Vault,
  part: Private,
  raw: Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  const { envelopeRef, personRef, reservedRef } = part.refs
  const ofPerson = [envelopeRef, ...(reservedRef === undefined ? [] : [reservedRef])]
  // Made in one turn, so that the vault writes them in one statement. What is linked is erased with the person.
  const [sealed] = await Promise.all([
    raw && vault.seal(envelopeRef, raw),
    vault.put(part.records),
    ...(personRef === undefined ? [] : ofPerson.map((subject) => vault.link(subject, personRef))),
    ...part.attachments.map((subject) => vault.link(subject, personRef ?? envelopeRef)),
  ])
  return sealed
}

/** The subject whose erasure stood in the way, if that is what failed. */
export function erasedSubject(error: unknown): string | undefined {
  return error instanceof VaultError && error.code === 'subject-erased' ? error.about : undefined
}
