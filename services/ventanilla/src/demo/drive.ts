import { bogotaDate } from '@ventanilla/calendar'
import type { Adapter, Answer, Refused } from './adapter.ts'
import { UnexpectedAnswer } from './adapter.ts'
import type { DrivenTime } from './clock-file.ts'
import { playThrough } from './play-through.ts'
import type { Step } from './schedule.ts'
import { filingOf, outcomeOf } from './translate.ts'

interface Listed {
  line: number
  row: string
  code: string
  reason: string
}

export interface Driven {
  accepted: number
  repeated: number
  refusals: Listed[]
  /** Extensions and answers that were not taken, of rows that were filed. */
  untold: Listed[]
  /** The case of each row that has one. */
  cases: Map<string, string>
}

export interface Drive {
  adapter: Adapter
  clock: DrivenTime
  /** Everything written so far has had its consequences. */
  settled(): Promise<void>
  entity: string
  /** The file's own name: with the row, it says which filing this is. */
  file: string
  products: readonly string[]
  onProgress(done: number, day: string): void
}

interface Filed {
  caseId: string
}

const TOGETHER = 8

/**
 * Does what each step says at its business instant. Business time advances only when every service has reached
 * it. Filings go one after another, as radicados are given in the order of arrival; the rest of an hour goes
 * several at a time, since cases don't depend on one another.
 */
export async function drive(steps: readonly Step[], options: Drive): Promise<Driven> {
  const { clock, settled } = options
  const driven: Driven = { accepted: 0, repeated: 0, refusals: [], untold: [], cases: new Map() }
  let done = 0
  await playThrough(steps, {
    ...{ clock, settled, together: ({ at }) => at },
    width: ({ act }) => (act === 'file' ? 1 : TOGETHER),
    async doStep(step) {
      await doStep(step, options, driven)
      options.onProgress(++done, bogotaDate(step.at))
    },
  })
  return driven
}

async function doStep(step: Step, options: Drive, driven: Driven): Promise<void> {
  if (step.act === 'file') return fileOne(step, options, driven)
  const caseId = driven.cases.get(step.row.row)
  if (caseId === undefined) return // its filing was refused, and listed
  if (step.act === 'extend') return extendOne(step, caseId, options, driven)
  const { adapter, file } = options
  const body = { action: 'answer', outcome: outcomeOf(step.row.row), on: step.on, recordedBy: file }
  done(step, await adapter.post<Refused>(`/v1/cases/${caseId}/moves`, body, keyOf(step, file)), driven)
}

async function fileOne(
  step: Step,
  { adapter, entity, file, products }: Drive,
  driven: Driven,
): Promise<void> {
  const { row } = step
  const body = filingOf(row, entity, file, step.at, products)
  const answer = await adapter.post<Filed & Refused>('/v1/filings', body, keyOf(step, file))
  if (answer.status === 201) {
    driven.cases.set(row.row, answer.body.caseId)
    if (answer.repeated) driven.repeated += 1
    else driven.accepted += 1
    return
  }
  driven.refusals.push(refusalOf(step, answer))
}

async function extendOne(
  step: Step,
  caseId: string,
  { adapter, file }: Drive,
  driven: Driven,
): Promise<void> {
  const clocks = await adapter.list<{ clockId: string; clock: string }>(`/v1/clocks?caseId=${caseId}`)
  const legal = clocks.find(({ clock }) => clock === 'legal')
  if (!legal) throw new UnexpectedAnswer(`fila ${step.row.row}: el caso ${caseId} no tiene reloj legal`)
  const body = {
    amount: step.row.extensionDays,
    reason: 'Prórroga que registró el sistema de origen.',
    on: step.on,
    recordedBy: file,
  }
  const path = `/v1/clocks/${legal.clockId}/extensions`
  done(step, await adapter.post<Refused>(path, body, keyOf(step, file)), driven)
}

const keyOf = ({ row, act }: Step, file: string) =>
  encodeURIComponent(`${file}/${row.row}/${act}`).slice(-128)

function done(step: Step, answer: Answer<Refused>, driven: Driven): void {
  if (answer.status !== 200 && answer.status !== 201) driven.untold.push(refusalOf(step, answer))
}

/** One row that a rule refuses is listed and the others go on; any other failure is the demo's. */
function refusalOf(step: Step, answer: Answer<Refused>): Listed {
  if (![400, 409, 413, 422].includes(answer.status)) throw unexpected(step, answer)
  const { code, detail, title, field } = answer.body
  const where = field === undefined ? '' : `${field.replace(/^body\./, '')}: `
  return { line: step.row.line, row: step.row.row, code, reason: `${where}${detail ?? title}` }
}

function unexpected({ act, row }: Step, { status, body }: Answer<unknown>): UnexpectedAnswer {
  return new UnexpectedAnswer(
    `fila ${row.row} (línea ${row.line}), ${act}: ${status} ${JSON.stringify(body)}`,
  )
}
