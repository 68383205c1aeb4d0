import type { CaseDocument } from './case-document.ts'
import { moveDocuments } from './move-documents.ts'
import { type CaseFile, type OneCase, readOne } from './one-case.ts'
import { NotArchived, type Source } from './source.ts'

/** What is archived of a case: what it is, its documents by the instant at which they came in, and its facts. */
export interface CaseRecord {
  about: About
  documents: readonly CaseDocument[]
  facts: object
  /** Whether something was left out because whoever filed asked for reserve. */
  reserved: boolean
  /** Asked when all is packed. @throws NotArchived `case-changed` when something was done with a case meanwhile */
  assertUnchanged(): Promise<void>
}

export type About = Pick<
  CaseFile,
  | ('caseId' | 'entity' | 'radicado' | 'procedure' | 'procedureVersion' | 'kind' | 'state')
  | ('receivedAt' | 'closedOn')
>

interface Case {
  caseId: string
  version: number
  state: string
  final: boolean
  mergedInto?: string
  merged?: readonly string[]
}

/**
 * Reads a finished case and those that were joined with it, which are one file (Ley 1437/2011 art. 36).
 * @throws NotArchived `case-not-final`, `case-merged`, `letters-pending`, `case-file-behind`, or what Ventanilla refuses
 */
export async function readRecord(
  source: Source,
  caseId: string,
  { withIdentity }: { withIdentity: boolean },
): Promise<CaseRecord> {
  const finished = await findFinished(source, caseId)
  const cases = [finished]
  for (const other of finished.merged ?? []) cases.push(await source.json<Case>(`/v1/cases/${other}`))
  const main = await readOne(source, finished.caseId, withIdentity)
  const read = [main]
  for (const { caseId } of cases.slice(1)) read.push(await readOne(source, caseId, withIdentity))
  return {
    about: aboutOf(main.file),
    documents: documentsOf(read),
    facts: { cases: read.map(({ facts }) => facts) },
    reserved: read.some(({ hidden }) => hidden),
    async assertUnchanged() {
      for (const { caseId, version } of cases) {
        const now = await source.json<Case>(`/v1/cases/${caseId}`)
        if (now.version !== version)
          throw new NotArchived('case-changed', `pasó algo en el caso ${caseId} mientras se empacaba`)
      }
    },
  }
}

async function findFinished(source: Source, caseId: string): Promise<Case> {
  const found = await source.json<Case>(`/v1/cases/${caseId}`)
  const { mergedInto, final, state } = found
  if (mergedInto !== undefined)
    throw new NotArchived('case-merged', `está acumulado en ${mergedInto}, y va en su expediente`)
  if (!final) throw new NotArchived('case-not-final', `el caso no ha terminado: está en «${state}»`)
  return found
}

function aboutOf(file: CaseFile): About {
  const { caseId, entity, radicado, procedure, procedureVersion, kind, state, receivedAt, closedOn } = file
  return { caseId, entity, radicado, procedure, procedureVersion, kind, state, receivedAt, closedOn }
}

/** What came as a file with any of them may be evidence in another: it is in once. */
function documentsOf(read: readonly OneCase[]): CaseDocument[] {
  const packed = new Set(
    read.flatMap(({ filed, hidden }) => (hidden ? [] : filed.flatMap(({ ref }) => ref ?? []))),
  )
  return read
    .flatMap((one) => [...one.filed, ...moveDocuments(one, packed), ...one.letters])
    .sort((a, b) => Date.parse(a.incorporated) - Date.parse(b.incorporated))
}
