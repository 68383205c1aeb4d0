import { type Decider, type Decision, type Refusal, refuse } from '@ventanilla/decider'
import type { EntityRules } from './entity-rules.ts'
import { checkPerson, checkTimes, checkWords, type FilingRefusal, type Sender } from './filing-checks.ts'
import type { Attachment, FilingEvent, FilingFacts, FilingRefs } from './filing-events.ts'
import type { Numbering } from './numbering.ts'

/** A file in the store, and the subject of its key, which is no matter of a filing's facts. */
export interface Uploaded extends Attachment {
  subject: string
}

export interface Receive {
  type: 'Receive'
  caseId: string
  now: string
  sender: Sender
  /** Undefined when nobody knows the entity. */
  rules: EntityRules | undefined
  facts: FilingFacts
  hasPerson: boolean
  refs: FilingRefs
  /** Refs of the attachments in the order they were sent, and what was uploaded of them. */
  attached: readonly string[]
  uploaded: ReadonlyMap<string, Uploaded>
  trackingHash: string
  numbering: Numbering
}

export type FilingState = 'none' | 'received' | 'numbered'

/** A filing is received and numbered in one breath: nobody ever sees one without its radicado. */
export const filing: Decider<FilingState, Receive, FilingEvent, FilingRefusal> = {
  initial: 'none',
  decide: receive,
  evolve: (_state, { type }) => (type === 'FilingReceived' ? 'received' : 'numbered'),
}

function receive(command: Receive, state: FilingState): Decision<FilingEvent, FilingRefusal> {
  if (state !== 'none') return []
  const { caseId, rules, facts, refs, trackingHash, numbering } = command
  if (!rules)
    return refuse('entity-unknown', { field: 'entity', detail: 'No hay una entidad con este código.' })
  const refused =
    checkWords(facts, rules, command.sender) ??
    checkPerson(facts, command.hasPerson) ??
    checkTimes(facts, command.now)
  if (refused) return refused
  const attachments = attachmentsOf(command)
  if ('refused' in attachments) return attachments
  return [
    {
      type: 'FilingReceived',
      data: { caseId, ...facts, ...refs, attachments, trackingHash },
    },
    {
      type: 'FilingNumbered',
      data: { caseId, series: `${rules.id}/${numbering.year}`, numberedAt: numbering.numberedAt },
    },
  ]
}

function attachmentsOf({ attached, uploaded }: Receive): Attachment[] | Refusal<'attachment-unknown'> {
  const unknown = attached.findIndex((ref) => !uploaded.has(ref))
  if (unknown >= 0)
    return refuse('attachment-unknown', {
      field: `attachments[${unknown}].ref`,
      detail: 'Este archivo no se ha subido, o ya no está: súbalo de nuevo.',
    })
  return attached.flatMap((ref) => {
    const { bytes, mediaType } = uploaded.get(ref) ?? {}
    return bytes === undefined ? [] : [{ ref, bytes, ...(mediaType !== undefined && { mediaType }) }]
  })
}
