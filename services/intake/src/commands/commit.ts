import { type Refusal, refuse } from '@ventanilla/decider'
import type { Append } from '@ventanilla/event-log'
import type { IntakeDeps } from '../deps.ts'
import { type Taken, takenOf } from './receipt.ts'

/** Decided, and its personal data durably in the vault; only the facts are still to be written. */
export interface Prepared {
  /** The log it goes to. */
  entity: string
  append: Append
}

export type Reused = Refusal<'idempotency-key-reused'>

/**
 * One write: the facts, the number, the idempotency key and the raw envelope are committed together, or nothing of
 * the filing is to be seen. What only reached the vault is swept later, or put again by the repeat.
 */
export async function commit(deps: IntakeDeps, { entity, append }: Prepared): Promise<Taken | Reused> {
  const written = await deps.log.write(entity, { appends: [append] })
  if (written.outcome === 'refused') {
    const before = append.claim && (await replay(deps, append.claim))
    if (before) return before
    throw new Error(`${append.stream}: ${written.code}`)
  }
  if (written.outcome === 'repeated') return takenFrom(deps, append.stream)
  const { number, radicado, position: last = 0 } = written.appends[0] ?? {}
  const events = append.events.map(({ type, data }, index) => ({
    entity,
    position: last - append.events.length + 1 + index,
    type,
    data: index === append.number?.event ? { ...data, number, radicado } : data,
  }))
  return takenOf(deps, events, false)
}

/** What the same request was answered before; refused when its key stands for another one. */
export async function replay(
  deps: IntakeDeps,
  claim: { key: string; digest: string },
): Promise<Taken | Reused | undefined> {
  const before = await deps.log.claim(claim.key)
  if (!before) return undefined
  if (before.digest === claim.digest) return takenFrom(deps, before.stream)
  return refuse('idempotency-key-reused', {
    detail: 'Esta clave ya se usó para radicar otro contenido. Use una clave nueva.',
  })
}

async function takenFrom(deps: IntakeDeps, stream: string): Promise<Taken> {
  return takenOf(deps, (await deps.log.stream(stream)).events, true)
}
