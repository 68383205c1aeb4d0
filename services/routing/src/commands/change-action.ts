import { fold, isRefusal, type Json, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import { type IfMatch, problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { Action, KnownAction } from '../domain/improvement/action.ts'
import { type ActionCommand, actionDecider } from '../domain/improvement/action-decider.ts'
import type { ActionEvent } from '../domain/improvement/events.ts'
import { isRepeat } from './change-officer.ts'
import { keepTexts, type Text } from './keep-texts.ts'
import { eventId } from './stream.ts'

export interface ActionDeps {
  log: EventLog
  vault: Vault
  clock: BusinessClock
}

export interface ActionAsked {
  action: string
  entity: string
  actor: string
  /** What the request wrote is known by it: its key, or anything of its own. */
  seed: string
  claim?: { key: string; digest: string }
  ifMatch?: IfMatch | undefined
}

export interface ActionChanged {
  state: KnownAction
  version: number
  replayed: boolean
}

const TRIES = 5

export const actionStream = (action: string): string => `action/${action}`

export function actionOf(events: readonly Recorded[]): Action {
  return fold(actionDecider, events as unknown as ActionEvent[])
}

/** Words that a person wrote of an action, with a ref that a repeat gives again. */
export function wordsFor({ seed, action }: ActionAsked, kind: Text['kind'], text: Json): Text {
  return { ref: deriveId(seed, action, kind), kind, text }
}

/**
 * Decides and writes one change. Its words wait in the vault under the action's own key: they are of no person's case.
 * @throws ProblemError `version-changed`, `idempotency-key-reused`, `unavailable`, and what the rules refuse
 */
export async function changeAction(
  { log, vault, clock }: ActionDeps,
  asked: ActionAsked,
  command: ActionCommand,
  words: readonly Text[],
): Promise<ActionChanged> {
  const { action, entity, actor, seed, claim, ifMatch } = asked
  const id = actionStream(action)
  for (let tried = 0; tried < TRIES; tried++) {
    const { version, events } = await log.stream(id)
    const state = actionOf(events)
    if (claim && (await isRepeat(log, claim, id))) return { state: known(state), version, replayed: true }
    if (ifMatch && !ifMatch.allows(version)) throw late(version)
    const decision = actionDecider.decide(command, state)
    if (isRefusal(decision)) throw problem(decision.refused, decision)
    if (decision.length === 0) return { state: known(state), version, replayed: false }
    await keepTexts(vault, entity, { caseId: action }, words)
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
    if (written.outcome === 'refused') continue
    const now = known(fold(actionDecider, decision, state))
    return { state: now, version: version + decision.length, replayed: written.outcome === 'repeated' }
  }
  throw problem('unavailable', { detail: 'Varias personas cambian esta acción a la vez.' })
}

function late(version: number) {
  return problem('version-changed', {
    detail: 'Consulte la acción de nuevo antes de cambiarla.',
    ...{ extra: { version }, headers: { etag: `"${version}"` } },
  })
}

function known(state: Action): KnownAction {
  if (state.status !== 'none') return state
  throw problem('action-unknown')
}
