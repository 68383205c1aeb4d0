import type { CaseDocument } from './case-document.ts'
import { filingDocuments } from './filing-documents.ts'
import { letterDocuments } from './letter-documents.ts'
import { moveDocuments } from './move-documents.ts'
import { NotArchived, type Source } from './source.ts'

/** What is archived of a case: what it is, its documents by the instant at which they came in, and its facts. */
export interface CaseRecord {
  about: About
  documents: readonly CaseDocument[]
  facts: object
  /** Whether something was left out because whoever filed asked for reserve. */
  reserved: boolean
}

export interface About {
  caseId: string
  entity: string
  radicado: string
  procedure: string
  procedureVersion: number
  kind: string
  state: string
  receivedAt: string
  closedOn: string | null
}

interface Case {
  state: string
  final: boolean
  mergedInto?: string
}

interface Timeline {
  caseId: string
  radicado: string
  timeline: readonly object[]
}

type CaseFile = About &
  Timeline & { linked: readonly Timeline[]; merged: readonly string[]; messages: { sent: number } }

/**
 * Reads a finished case and those that were joined with it, which are one file (Ley 1437/2011 art. 36).
 * @throws NotArchived `case-not-final`, `case-merged`, `case-file-behind`, or what Ventanilla refuses
 */
export async function readRecord(
  source: Source,
  caseId: string,
  { withIdentity }: { withIdentity: boolean },
): Promise<CaseRecord> {
  const file = await findFinished(source, caseId)
  const joined = file.linked.filter((other) => file.merged.includes(other.caseId))
  const read = [await readOne(source, file, withIdentity)]
  if (read[0]?.facts.messages.filter(({ state }) => state === 'sent').length !== file.messages.sent)
    throw behind()
  for (const other of joined) read.push(await readOne(source, other, withIdentity))
  const { entity, radicado, procedure, procedureVersion, kind, state, receivedAt, closedOn } = file
  return {
    about: {
      ...{ caseId: file.caseId, entity, radicado, procedure, procedureVersion, kind, state },
      ...{ receivedAt, closedOn },
    },
    documents: read
      .flatMap(({ documents }) => documents)
      .sort((a, b) => Date.parse(a.incorporated) - Date.parse(b.incorporated)),
    facts: { cases: read.map(({ facts }) => facts) },
    reserved: read.some(({ hidden }) => hidden),
  }
}

async function findFinished(source: Source, caseId: string): Promise<CaseFile> {
  const { mergedInto, final, state } = await source.json<Case>(`/v1/cases/${caseId}`)
  if (mergedInto !== undefined)
    throw new NotArchived('case-merged', `está acumulado en ${mergedInto}, y va en su expediente`)
  if (!final) throw new NotArchived('case-not-final', `el caso no ha terminado: está en «${state}»`)
  const file = await source.json<CaseFile>(`/v1/case-files/${caseId}`)
  if (file.state !== state) throw behind()
  return file
}

/** Reporting hears of everything, and a moment later than others. */
const behind = () =>
  new NotArchived('case-file-behind', 'los reportes no tienen todavía lo último del caso: pida otra vez')

async function readOne(source: Source, { caseId, radicado, timeline }: Timeline, withIdentity: boolean) {
  const filed = await filingDocuments(source, caseId, withIdentity)
  const letters = await letterDocuments(source, caseId, filed.hidden)
  const moves = await moveDocuments(source, caseId, filed)
  return {
    documents: [...filed.documents, ...moves, ...letters.documents],
    facts: { caseId, radicado, timeline, messages: letters.messages },
    hidden: filed.hidden,
  }
}
