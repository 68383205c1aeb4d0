import type { Correspondence } from './correspondence.ts'
import type { MessageRequested, NumberNoted, RecipientNoted } from './facts.ts'
import type { Letter } from './letter.ts'

interface Known {
  caseId: string
  recipient: RecipientNoted['data']
  number: NumberNoted['data']
}

/** The messages that what is known makes possible, and that nobody has asked for yet. */
export function wanted(caseId: string, state: Correspondence): MessageRequested[] {
  const { recipient, number } = state
  if (recipient === undefined || recipient === 'nobody' || number === undefined) return []
  const known = { caseId, recipient, number }
  const possible = [
    ...[...acknowledgement(known, state), ...extensions(known, state)],
    ...[...recounts(known, state), ...merges(known, state), ...answers(known, state)],
  ]
  return possible.filter(({ data }) => !state.messages.has(data.messageId))
}

/** One for each case, of the first term that runs on it (a reopened case starts another). */
function acknowledgement(known: Known, { clocks: [clock] }: Correspondence): MessageRequested[] {
  if (!clock) return []
  const { due, amount, unit } = clock
  const letter: Letter = { ...about(known), template: 'acuse', due, amount, unit }
  return [request(known, { messageId: known.recipient.messageId, letter, facts: [clock] })]
}

/** Of a term that the person was told of; what is extended inside the entity is no news to them. */
function extensions(known: Known, { clocks, extensions }: Correspondence): MessageRequested[] {
  return extensions.flatMap((extension) => {
    const clock = clocks.find(({ clockId }) => clockId === extension.clockId)
    if (!clock) return []
    const { messageId, textRef, due, amount } = extension
    const letter: Letter = { ...about(known), template: 'prorroga', due, amount, unit: clock.unit }
    return [request(known, { messageId, textRef, letter, facts: [clock, extension] })]
  })
}

/** Of a term that the person was told of, as the date it had was told. */
function recounts(known: Known, { clocks, recounts = [] }: Correspondence): MessageRequested[] {
  return recounts.flatMap((recount) => {
    const clock = clocks.find(({ clockId }) => clockId === recount.clockId)
    if (!clock) return []
    const { messageId, before, due, act } = recount
    const letter: Letter = { ...about(known), template: 'nueva-fecha', before, due, act }
    return [request(known, { messageId, letter, facts: [clock, recount] })]
  })
}

/** Also of one that was taken back: whether it still holds is known when the letter goes. */
function merges(known: Known, { merges = [] }: Correspondence): MessageRequested[] {
  return merges.map((merge) => {
    const { messageId, into } = merge
    const letter: Letter = { ...about(known), template: 'acumulacion', into }
    return request(known, { messageId, letter, facts: [merge] })
  })
}

function answers(known: Known, { answers }: Correspondence): MessageRequested[] {
  return answers.map((answer) => {
    const { messageId, textRef, on } = answer
    const letter: Letter = { ...about(known), template: 'respuesta', on }
    return request(known, { messageId, textRef, letter, facts: [answer] })
  })
}

function about({ recipient: { receivedAt, procedure, kind }, number: { radicado } }: Known) {
  return { radicado, receivedAt, procedure, kind }
}

function request(
  { caseId, recipient, number }: Known,
  wanted: { messageId: string; textRef?: string | undefined; letter: Letter; facts: { at: string }[] },
): MessageRequested {
  const { messageId, textRef, letter, facts } = wanted
  const { personRef, contactRef } = recipient
  return {
    type: 'MessageRequested',
    data: {
      messageId,
      caseId,
      channel: 'email',
      requestedAt: latest([recipient, number, ...facts]),
      personRef,
      ...(contactRef !== undefined && { contactRef }),
      ...(textRef !== undefined && { textRef }),
      thread: recipient.messageId,
      letter,
    },
  }
}

/** ISO instants in UTC with milliseconds compare as text. */
function latest(facts: readonly { at: string }[]): string {
  return facts.reduce((late, { at }) => (at > late ? at : late), '')
}
