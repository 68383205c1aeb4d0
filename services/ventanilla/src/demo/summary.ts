import { createHash } from 'node:crypto'
import type { Service } from '@ventanilla/runtime'
import type { BadRow, FilingRow } from '../filing-row.ts'
import type { Adapter } from './adapter.ts'
import type { Driven } from './drive.ts'

/** What `demo/summary.json` says; docs/reference/demo.md explains each field. */
export interface Summary {
  filings: {
    accepted: number
    refused: number
    repeated: number
    flagged: { row: string; code: string }[]
    refusals: { line: number; row?: string; code: string; reason: string }[]
    untold: { line: number; row: string; code: string; reason: string }[]
  }
  due: {
    compared: number
    differing: number
    differences: { row: string; official: string; computed: string | null }[]
  }
  answers: { inTime: number; late: number; open: number }
  messages: { requested: number; sent: number; received: number }
  indicators: Record<string, unknown>
  extract: { file: string; sha256: string } | null
  extracts: { period: string; file: string; sha256: string }[]
  digest: string
  seconds: number
}

interface CaseFile {
  caseId: string
  due: string | null
  answeredOn: string | null
  late: boolean | null
  flags: string[]
}

export interface Told {
  rows: readonly FilingRow[]
  bad: readonly BadRow[]
  driven: Driven
}

/** What came of the file's rows, as the read models tell it. */
export async function readOutcome(
  adapter: Adapter,
  entity: string,
  { rows, bad, driven }: Told,
): Promise<Pick<Summary, 'filings' | 'due' | 'answers'>> {
  const files = await adapter.list<CaseFile>(`/v1/case-files?entity=${entity}&limit=500`)
  const byCase = new Map(files.map((file) => [file.caseId, file]))
  const flagged: Summary['filings']['flagged'] = []
  const due: Summary['due'] = { compared: 0, differing: 0, differences: [] }
  const answers = { inTime: 0, late: 0, open: 0 }
  for (const row of rows) {
    const caseId = driven.cases.get(row.row)
    if (caseId === undefined) continue
    const file = byCase.get(caseId)
    if (!file) throw new Error(`la fila ${row.row} no tiene expediente en los informes (caso ${caseId})`)
    for (const code of [...file.flags, ...row.notes]) flagged.push({ row: row.row, code })
    if (row.dueOn !== undefined) {
      due.compared += 1
      if (file.due !== row.dueOn) {
        due.differing += 1
        due.differences.push({ row: row.row, official: row.dueOn, computed: file.due })
      }
    }
    if (file.answeredOn === null) answers.open += 1
    else if (file.late) answers.late += 1
    else answers.inTime += 1
  }
  const refusals = [...bad, ...driven.refusals]
  const { accepted, repeated, untold } = driven
  return {
    filings: { accepted, refused: refusals.length, repeated, flagged, refusals, untold },
    due,
    answers,
  }
}

/** Messages of the file's cases: asked for, taken by the server, and there on its disk by Message-ID. */
export async function readMessages(
  adapter: Adapter,
  entity: string,
  { cases }: Driven,
  received: ReadonlySet<string>,
): Promise<Summary['messages']> {
  const mine = new Set(cases.values())
  const all = await adapter.list<{ messageId: string; caseId: string; state: string }>(
    `/v1/messages?entity=${entity}&limit=500`,
  )
  const messages = all.filter(({ caseId }) => mine.has(caseId))
  const there = new Set([...received].map((id) => id.replace(/^<|@.*$/g, '')))
  return {
    requested: messages.length,
    sent: messages.filter(({ state }) => state === 'sent').length,
    received: messages.filter(({ messageId }) => there.has(messageId)).length,
  }
}

/** One digest of every read model of every service, without ids, positions and recording times. */
export async function digestAll(services: readonly Service[]): Promise<string> {
  const hash = createHash('sha256')
  const models = services.flatMap((service) =>
    service.projectors.map((projector) => ({ service, projector })),
  )
  for (const { service, projector } of models.sort((a, b) => (label(a) < label(b) ? -1 : 1)))
    hash.update(`${label({ service, projector })} ${await projector.digest()}\n`)
  return hash.digest('hex')
}

const label = ({ service, projector }: { service: Service; projector: { name: string } }) =>
  `${service.name}/${projector.name}`
