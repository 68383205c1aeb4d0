import { randomUUID } from 'node:crypto'
import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import type { EventLog, Recorded } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import type { OfficerEvent } from '../domain/officers/events.ts'
import type { KnownOfficer, Officer } from '../domain/officers/officer.ts'
import { type OfficerCommand, officerDecider } from '../domain/officers/officer-decider.ts'
import { eventId } from './stream.ts'

export interface OfficerAsked {
  entity: string
  officer: string
  actor: string
  /** How a repeat of the request is recognised. */
  claim?: { key: string; digest: string }
}

export interface OfficerChanged {
  state: KnownOfficer
  replayed: boolean
}

const TRIES = 5

/**
 * One stream an officer: two who keep different people's days are not in each other's way, and a short history is
 * all that a rule about one reads.
 */
export const officerStream = (entity: string, officer: string): string => `officer/${entity}/${officer}`

export async function changeOfficer(
  { log, clock }: { log: EventLog; clock: BusinessClock },
  { entity, officer, actor, claim }: OfficerAsked,
  command: OfficerCommand,
): Promise<OfficerChanged> {
  const id = officerStream(entity, officer)
  const seed = claim?.key ?? randomUUID()
  for (let tried = 0; tried < TRIES; tried++) {
    const { version, events } = await log.stream(id)
    const state = stateOf(events)
    if (claim && (await isRepeat(log, claim, id))) return { state: known(state), replayed: true }
    const decision = officerDecider.decide(command, state)
    if (isRefusal(decision)) throw problem(decision.refused, decision)
    if (decision.length === 0) return { state: known(state), replayed: false }
    const written = await log.write(entity, {
      appends: [
        {
          ...{ stream: id, expected: version, actor },
          ...(claim && { claim }),
          events: decision.map(({ type, data }, index) => ({
            ...{ id: eventId(seed, id, index), type, data: data as unknown as JsonObject, at: clock.now() },
          })),
        },
      ],
    })
    if (written.outcome !== 'refused')
      return {
        state: known(decision.reduce(officerDecider.evolve, state)),
        replayed: written.outcome === 'repeated',
      }
  }
  throw problem('unavailable', { detail: 'Varias personas cambian a este funcionario a la vez.' })
}

export async function isRepeat(
  log: EventLog,
  { key, digest }: { key: string; digest: string },
  id: string,
): Promise<boolean> {
  const there = await log.claim(key)
  if (there === undefined) return false
  if (there.digest === digest && there.stream === id) return true
  throw problem('idempotency-key-reused')
}

function stateOf(events: readonly Recorded[]): Officer {
  return fold(officerDecider, events as unknown as OfficerEvent[])
}

function known(state: Officer): KnownOfficer {
  if (state.status === 'known') return state
  throw problem('officer-unknown')
}
