import { type Bounds, bounds as usual } from './bounds.ts'
import type { Checked, CheckOrder, FileKind } from './check.ts'
import type { Code } from './codes.ts'
import type { Cleaning, CleaningRecord, NotCleaned } from './document/clean-document.ts'
import { Findings } from './findings.ts'
import type { Stopped } from './isolated/order.ts'
import { run } from './isolated/run.ts'
import { checkName } from './name.ts'
import type { ByteSource } from './source.ts'

export interface FileReport extends Checked {
  readonly kind: FileKind
  readonly file: { readonly sha256: string; readonly bytes: number }
}

export interface FileOrder extends CheckOrder {
  /** What the file is called: only its ending is looked at. */
  readonly name?: string
  readonly bounds?: Partial<Bounds>
}

/**
 * What a file is told by its procedure: exact findings, in order. It is read in a process of its own, which may take so
 * much memory and processor time and no more; nothing of it is kept.
 * @throws the source's own error when it breaks off
 */
export async function checkFile(
  source: ByteSource,
  { name, bounds, ...order }: FileOrder,
): Promise<FileReport> {
  const { answer, file } = await run(source, {
    order: { do: 'check', ...order },
    bounds: { ...usual, ...bounds },
  })
  const { kind } = order
  if ('stopped' in answer) return { kind, file, ...only(stops[answer.stopped]) }
  if ('unreadable' in answer) return { kind, file, ...only(answer.unreadable) }
  if (!('checked' in answer)) throw new TypeError('a check was asked for, and something else answered')
  const { checked } = answer
  return { kind, file, ...(name === undefined ? checked : checkName(checked, kind, name)) }
}

export type FileCleaning =
  | { readonly record: CleaningRecord; readonly content: Buffer }
  | { readonly notCleaned: NotCleaned | Code; readonly detail: string }

/** A document without its metadata, or why there is none; as `checkFile`, in a process of its own. */
export async function cleanFile(source: ByteSource, bounds: Partial<Bounds> = {}): Promise<FileCleaning> {
  const { answer, content } = await run(source, { order: { do: 'clean' }, bounds: { ...usual, ...bounds } })
  if ('record' in answer) return { record: answer.record, content }
  if ('notCleaned' in answer) return answer satisfies Cleaning
  if ('unreadable' in answer) return { notCleaned: answer.unreadable.code, detail: answer.unreadable.detail }
  if ('stopped' in answer)
    return { notCleaned: stops[answer.stopped].code, detail: stops[answer.stopped].detail }
  throw new TypeError('a cleaning was asked for, and something else answered')
}

const stops: Readonly<Record<Stopped, { code: Code; detail: string }>> = {
  time: { code: 'check-time-exceeded', detail: 'La revisión tardó más de lo admitido y se detuvo.' },
  memory: {
    code: 'check-memory-exceeded',
    detail: 'La revisión necesitó más memoria de la admitida y se detuvo.',
  },
}

function only({ code, detail }: { code: Code; detail: string }): Checked {
  const findings = new Findings()
  findings.add(code, detail)
  return { ...findings.result(), facts: {} }
}
