import { isRefusal, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { type SampleRefusalCode, sampleDecider } from '../../domain/sample/decider.ts'
import { readSample, type StoredSample, sampleStream } from './stored.ts'

export interface ReviewOrder {
  readonly sampleId: string
  readonly caseId: string
  readonly complied: boolean
  readonly evidence: readonly string[]
  readonly by: string
  readonly at: string
}

const TRIES = 5

/** Keeps what a reviewer says of a case of the sample. Said again, it changes nothing. */
export async function reviewSample(
  log: EventLog,
  { sampleId: id, at, ...review }: ReviewOrder,
): Promise<StoredSample | Refusal<SampleRefusalCode>> {
  for (let tried = 0; tried < TRIES; tried++) {
    const sample = await readSample(log, id)
    if (!sample) return refuse('sample-not-drawn')
    const decision = sampleDecider.decide({ type: 'Review', ...review }, sample.state)
    if (isRefusal(decision)) return decision
    if (decision.length === 0) return sample
    const stream = sampleStream(id)
    const events = decision.map(({ type, data }) => ({
      ...{
        id: deriveId(stream, 'review', sample.version + 1),
        type,
        at,
        data: data as unknown as JsonObject,
      },
    }))
    const append = { stream, expected: sample.version, events, actor: review.by }
    const written = await log.write(sample.entity, { appends: [append] })
    if (written.outcome === 'written') return (await readSample(log, id)) ?? sample
  }
  throw new Error(`others reviewed the sample ${id} at once, ${TRIES} times`)
}
