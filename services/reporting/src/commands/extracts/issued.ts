import { deriveId, type EventLog, type Stream } from '@ventanilla/event-log'
import type { ExtractIssued } from '../../domain/extract/decider.ts'

/** An extract that was issued, by whom and when. */
export interface Issued {
  readonly entity: string
  readonly at: string
  readonly actor: string
  readonly facts: ExtractIssued['data']
}

/** What a period's issues are told apart from other periods' by. */
export interface Period {
  readonly entity: string
  readonly format: string
  readonly period: string
}

export function extractId({ entity, format, period }: Period, issue: number): string {
  return deriveId('extract', entity, format, period, issue)
}

export function extractStream(id: string): string {
  return `extract/${id}`
}

export async function readIssued(log: Pick<EventLog, 'stream'>, id: string): Promise<Issued | undefined> {
  return issuedOf(await log.stream(extractStream(id)))
}

/** Every issue of a period, in order. Read from the streams themselves: no read model has to keep up first. */
export async function issuesOf(log: Pick<EventLog, 'streams'>, period: Period): Promise<Issued[]> {
  const issues: Issued[] = []
  for (;;) {
    const ids = Array.from({ length: 8 }, (_, i) => extractStream(extractId(period, issues.length + i + 1)))
    const streams = await log.streams(ids)
    const found = ids.map((id) => issuedOf(streams.get(id)))
    const end = found.indexOf(undefined)
    issues.push(...found.slice(0, end === -1 ? undefined : end).flatMap((one) => one ?? []))
    if (end !== -1) return issues
  }
}

function issuedOf(stream: Stream | undefined): Issued | undefined {
  const recorded = stream?.events.find(({ type }) => type === 'ExtractIssued')
  if (!recorded) return undefined
  const { entity, at, actor, data } = recorded
  return { entity, at, actor, facts: data as unknown as ExtractIssued['data'] }
}
