import type { Message } from './letter-documents.ts'
import { NotArchived } from './source.ts'

/** A fact of the case, as its case file tells it. */
export interface Entry {
  type: string
}

/** Each of these facts is written to whoever filed, in one letter. */
const writtenOf: Readonly<Record<string, readonly string[]>> = {
  respuesta: ['CaseAnswered', 'MergedCaseAnswered'],
  acumulacion: ['CaseMerged'],
}

/**
 * A letter that is on its way isn't a document yet, and afterwards nobody would miss it. One that will never go (there
 * is no address) has come to its end.
 * @throws NotArchived `letters-pending` while one waits for the mail, or hasn't been asked for yet
 */
export function assertLettersEnded(known: {
  caseId: string
  /** Whoever filed gave their name, so there is somebody to write to. */
  named: boolean
  messages: readonly Message[]
  timeline: readonly Entry[]
}): void {
  const { caseId, named, messages, timeline } = known
  const waiting = messages.find(({ state }) => state !== 'sent' && state !== 'failed')
  if (waiting) throw pending(caseId, waiting.template)
  // To a reserved filing of before nobody could write. To one that was written to, the rest is written too.
  if (!named && messages.length === 0) return
  for (const [template, facts] of Object.entries(writtenOf)) {
    const due = timeline.filter(({ type }) => facts.includes(type)).length
    if (messages.filter((message) => message.template === template).length < due)
      throw pending(caseId, template)
  }
}

const pending = (caseId: string, template: string) =>
  new NotArchived('letters-pending', `falta que salga una carta del caso ${caseId}: «${template}»`)
