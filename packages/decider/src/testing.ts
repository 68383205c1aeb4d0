import { deepStrictEqual, fail } from 'node:assert/strict'
import { type Decider, type Fact, fold, isRefusal } from './decider.ts'

/** Reads as the law would: `given(decider, started, extended).when(extend).thenRefused('already-extended')`. */
export function given<State, Command, Event extends Fact, Code extends string>(
  decider: Decider<State, Command, Event, Code>,
  ...events: Event[]
) {
  const state = fold(decider, events)
  return {
    state,
    when(command: Command) {
      const decision = decider.decide(command, state)
      return {
        // biome-ignore lint/suspicious/noThenProperty: given / when / then, and nobody awaits it
        then(...expected: Event[]) {
          if (isRefusal(decision)) fail(`refused with ${decision.refused}: ${decision.detail ?? ''}`)
          deepStrictEqual([...decision], expected)
        },
        thenNothing() {
          this.then()
        },
        thenRefused(code: Code) {
          if (!isRefusal(decision)) fail(`expected ${code}, but it was accepted: ${JSON.stringify(decision)}`)
          deepStrictEqual(decision.refused, code)
        },
      }
    },
  }
}
