import { type Refusal, refuse } from '@ventanilla/decider'
import type { EventLog, Recorded } from '@ventanilla/event-log'

/** An idempotency key, and the digest of what was asked for with it. */
export interface Claim {
  readonly key: string
  readonly digest: string
}

/**
 * The fact that the same request wrote before; undefined when it is the first, or has no key. Refused when its key
 * stands for another request.
 * @param own finds the fact among those of its stream
 */
export async function replay(
  log: EventLog,
  stream: string,
  claim: Claim | undefined,
  own: (events: readonly Recorded[]) => Recorded | undefined,
): Promise<Recorded | Refusal<'idempotency-key-reused'> | undefined> {
  const before = claim && (await log.claim(claim.key))
  if (!before) return undefined
  if (before.digest !== claim.digest || before.stream !== stream) return refuse('idempotency-key-reused')
  const found = own((await log.stream(stream)).events)
  if (!found) throw new Error(`${stream} has no fact under its claim`)
  return found
}
