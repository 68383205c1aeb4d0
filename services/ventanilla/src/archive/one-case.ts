import type { CaseDocument } from './case-document.ts'
import { filingDocuments } from './filing-documents.ts'
import { letterDocuments, type Message } from './letter-documents.ts'
import { assertLettersEnded, type Entry } from './letters-ended.ts'
import type { Words } from './move-documents.ts'
import { NotArchived, type Source } from './source.ts'

export interface CaseFile {
  caseId: string
  entity: string
  radicado: string
  procedure: string
  procedureVersion: number
  kind: string
  state: string
  receivedAt: string
  closedOn: string | null
  timeline: readonly Entry[]
  messages: { requested: number; sent: number; failed: number }
}

/** What was read of one case, of those that are one matter. */
export interface OneCase {
  caseId: string
  file: CaseFile
  filed: readonly CaseDocument[]
  words: readonly Words[]
  letters: readonly CaseDocument[]
  facts: object
  hidden: boolean
}

/** @throws NotArchived `letters-pending`, `case-file-behind`, or what Ventanilla refuses */
export async function readOne(source: Source, caseId: string, withIdentity: boolean): Promise<OneCase> {
  const { documents: filed, named, hidden } = await filingDocuments(source, caseId, withIdentity)
  const { items: words, position } = await source.json<{ items: Words[]; position: string }>(
    `/v1/cases/${caseId}/words?purpose=archive`,
  )
  const atLeast = encodeURIComponent(position)
  const file = await source.json<CaseFile>(`/v1/case-files/${caseId}?atLeast=${atLeast}`)
  const { documents: letters, messages } = await letterDocuments(source, caseId, hidden)
  assertLettersEnded({ caseId, named, messages, timeline: file.timeline })
  assertHeard(file, messages)
  const { radicado, timeline } = file
  const facts = { caseId, radicado, timeline, messages }
  return { caseId, file, filed, words, letters, facts, hidden }
}

/** Reporting waits for what was done with the case when it is told up to where; of its messages it may still lack one. */
function assertHeard({ messages: told }: CaseFile, messages: readonly Message[]): void {
  const count = (state: string) => messages.filter((message) => message.state === state).length
  if (told.requested === messages.length && told.sent === count('sent') && told.failed === count('failed'))
    return
  throw new NotArchived(
    'case-file-behind',
    'los reportes no tienen todavía lo último del caso: pida otra vez',
  )
}
