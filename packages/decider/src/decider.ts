/** What can be written into an event: JSON, and nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** Something that happened, in the past tense; never changed once it is written. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/**
 * A rule said no. `refused` is a documented kebab-case code; `field` names the input at fault, and `errors` each of
 * them where there may be several.
 */
export interface Refusal<Code extends string = string> {
  readonly refused: Code
  readonly field?: string
  readonly detail?: string
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[]
}

/** The facts that follow from a command (none is an answer too), or the rule that forbids it. */
export type Decision<Event, Code extends string = string> = readonly Event[] | Refusal<Code>

/** A rule as a function of (command, state); time, ids and look-ups come in with the command. */
export interface Decider<State, Command, Event extends Fact, Code extends string = string> {
  readonly initial: State
  decide(command: Command, state: State): Decision<Event, Code>
  evolve(state: State, event: Event): State
}

export function refuse<Code extends string>(
  code: Code,
  about: Omit<Refusal<Code>, 'refused'> = {},
): Refusal<Code> {
  return { refused: code, ...about }
}

export function isRefusal<Event, Code extends string>(
  decision: Decision<Event, Code>,
): decision is Refusal<Code> {
  return !Array.isArray(decision)
}

/** The state that a history leads to. */
export function fold<State, Event extends Fact>(
  decider: { initial: State; evolve(state: State, event: Event): State },
  events: Iterable<Event>,
  from: State = decider.initial,
): State {
  let state = from
  for (const event of events) state = decider.evolve(state, event)
  return state
}
