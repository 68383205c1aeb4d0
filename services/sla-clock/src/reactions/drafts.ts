import { type Decider, type Fact, fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type Stream } from '@ventanilla/event-log'

/** What makes the facts of a decision: the event heard, and the business instant at which they happened. */
export interface Because {
  readonly cause: string
  readonly at: string
}

/** Facts decided and not yet written, each decision on what the one before it left. */
export interface Drafts<State, Command> {
  state(stream: string): State
  decide(stream: string, command: Command, because: Because): void
  appends(): Append[]
}

/**
 * @param atOf the business instant of an event that carries one of its own
 * @throws when a rule forbids what another service tells: a mistake between the two, never of a person
 */
export function createDrafts<State, Command, Event extends Fact>(
  consumer: string,
  decider: Decider<State, Command, Event>,
  streams: ReadonlyMap<string, Stream>,
  atOf: (event: Event) => string | undefined = () => undefined,
): Drafts<State, Command> {
  const states = new Map<string, State>()
  const appends = new Map<string, Append>()
  const written = new Map<string, number>()
  const stateOf = (stream: string): State => {
    // The log gives back what this decider wrote; its type got lost on the way.
    const past = (streams.get(stream)?.events ?? []) as unknown as Event[]
    const state = states.get(stream) ?? fold(decider, past)
    states.set(stream, state)
    return state
  }
  return {
    state: stateOf,
    decide(stream, command, { cause, at }) {
      const before = stateOf(stream)
      const decision = decider.decide(command, before)
      if (isRefusal(decision)) throw new Error(`${consumer}: ${cause} → ${stream}: ${decision.refused}`)
      if (decision.length === 0) return
      states.set(stream, fold(decider, decision, before))
      const append = appends.get(stream) ?? {
        ...{ stream, events: [], actor: `service:${consumer}`, cause },
        expected: streams.get(stream)?.version ?? 0,
      }
      appends.set(stream, append)
      for (const event of decision) {
        const index = written.get(`${cause} ${stream}`) ?? 0
        written.set(`${cause} ${stream}`, index + 1)
        const id = deriveId(cause, consumer, stream, index)
        append.events.push({ id, type: event.type, data: event.data as JsonObject, at: atOf(event) ?? at })
      }
    },
    appends: () => [...appends.values()],
  }
}
