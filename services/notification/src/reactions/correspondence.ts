import type { Reactions, Target } from '@ventanilla/bus'
import { type ExtensionNotCounted, messageIdOf, type PublicEvent } from '@ventanilla/contracts'
import { ownClocks } from '@ventanilla/procedures'
import type { CorrespondenceCommand } from '../domain/correspondence.ts'
import type { CorrespondenceEvent, Noted } from '../domain/facts.ts'
import type { Template } from '../domain/letter.ts'
import { correspondenceStream } from '../domain/stream.ts'

const notCounted: ExtensionNotCounted = 'extension-not-counted'

/**
 * A message's instant is the latest among those of the facts it waited for, so that it doesn't tell who came last.
 */
export const instantOf = (fact: CorrespondenceEvent): string | undefined =>
  fact.type === 'MessageRequested' ? fact.data.requestedAt : undefined

/** What other services tell, as facts of a case's correspondence. */
export const reactions: Reactions<CorrespondenceCommand> = {
  'ventanilla.intake.FilingReceived.v1': (event) => [note(event, recipient(event))],
  'ventanilla.intake.FilingNumbered.v1': (event) => [
    note(event, { type: 'NumberNoted', data: { at: event.at, radicado: event.data.radicado } }),
  ],
  'ventanilla.sla-clock.ClockStarted.v2': (event) => {
    const { clock, clockId, due, amount, unit } = event.data
    if (!ownClocks.includes(clock)) return []
    return [note(event, { type: 'DueNoted', data: { at: event.at, clockId, due, amount, unit } })]
  },
  'ventanilla.sla-clock.ClockExtended.v1': (event) => {
    const { clockId, due, amount, reasonRef, flags } = event.data
    // A person isn't told of more time, with the date that was theirs already.
    if (flags.includes(notCounted)) return []
    const data = { at: event.at, messageId: messageId(event, 'prorroga'), clockId, due, amount }
    return [
      note(event, { type: 'ExtensionNoted', data: { ...data, ...(reasonRef && { textRef: reasonRef }) } }),
    ]
  },
  'ventanilla.sla-clock.ClockRecounted.v1': (event) => {
    const { clockId, before, due, act } = event.data
    // Nobody was told a date of a term that is suspended, and a date that stays is no news.
    if (before === null || due === null || before === due) return []
    const data = { at: event.at, messageId: messageId(event, 'nueva-fecha'), clockId, before, due, act }
    return [note(event, { type: 'RecountNoted', data })]
  },
  'ventanilla.routing.CaseAnswered.v1': (event) => [note(event, answer(event))],
  'ventanilla.routing.CaseMerged.v1': (event) => {
    const data = { at: event.at, messageId: messageId(event, 'acumulacion'), order: event.sequence }
    return [note(event, { type: 'MergeNoted', data: { ...data, into: event.data.into } })]
  },
  'ventanilla.routing.CaseUnmerged.v1': (event) => [
    note(event, { type: 'SeparationNoted', data: { at: event.at, order: event.sequence } }),
  ],
  // To whoever filed this one it is the answer to it.
  'ventanilla.routing.MergedCaseAnswered.v2': (event) => [note(event, answer(event, event.sequence))],
}

function answer(
  event: PublicEvent<'ventanilla.routing.CaseAnswered.v1' | 'ventanilla.routing.MergedCaseAnswered.v2'>,
  sharedOrder?: number,
): Noted {
  const { on, textRef } = event.data
  const data = { at: event.at, messageId: messageId(event, 'respuesta'), on }
  const more = { ...(textRef && { textRef }), ...(sharedOrder !== undefined && { sharedOrder }) }
  return { type: 'AnswerNoted', data: { ...data, ...more } }
}

function recipient(event: PublicEvent<'ventanilla.intake.FilingReceived.v1'>): Noted {
  const { at, data } = event
  const { mode, personRef, contactRef, procedure, kind, receivedAt } = data
  if (mode === 'anonymous') return { type: 'NoRecipient', data: { at, why: 'anonymous' } }
  if (!personRef)
    return { type: 'NoRecipient', data: { at, why: mode === 'reserved' ? 'reserved' : 'unknown' } }
  const known = {
    ...{ personRef, ...(contactRef && { contactRef }), procedure, kind, receivedAt },
    ...(mode === 'named' && { named: true as const }),
  }
  return { type: 'RecipientNoted', data: { at, messageId: messageId(event, 'acuse'), ...known } }
}

/** A case is acknowledged once, whatever told of it; the others are one for each fact that they tell. */
function messageId({ id, subject }: PublicEvent, template: Template): string {
  return messageIdOf(subject, template, template === 'acuse' ? undefined : id)
}

function note({ subject }: PublicEvent, fact: Noted): Target<CorrespondenceCommand> {
  return { stream: correspondenceStream(subject), command: { type: 'Note', caseId: subject, fact } }
}
