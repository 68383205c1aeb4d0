import type { ReadFact } from './fact.ts'
import type { ClockState } from './state.ts'

interface Again<T, Mark> {
  readonly items: readonly T[]
  /** What was said when the delivery came. */
  readonly mark: Mark
}

/**
 * Keeps what is said of a term while a delivery holds it for met. A bounce takes the delivery back, as if there had
 * been none, so all of it has to be heard again: that the petitioner completed, withdrew, or that it was delivered by
 * another way, was refused only because the term was over.
 * @returns told of each item, with the state before and after it: what has to be heard again, from the delivery on
 */
export function sinceDelivery<T, Mark>() {
  let delivery: ReadFact | undefined
  let since: { items: T[]; mark: Mark } | undefined
  return (item: T, before: ClockState, after: ClockState, mark: Mark): Again<T, Mark> | undefined => {
    const holds = deliveryThatEnded(after)
    if (holds !== undefined && holds === delivery) {
      since?.items.push(item)
      return undefined
    }
    // A case that is opened again was answered, and what was said of it then stays as it is.
    const takenBack = delivery !== undefined && after.reopened === before.reopened
    const again = takenBack ? since : undefined
    delivery = holds
    since = holds && { items: [], mark }
    return again
  }
}

function deliveryThatEnded({ ending }: ClockState): ReadFact | undefined {
  return ending?.is === 'met' && ending.fact.type === 'delivered' ? ending.fact : undefined
}

/** What is heard again happened before the bounce, and isn't out of order for that. */
export function asIfNothingLater(state: ClockState): ClockState {
  return { ...state, last: state.received }
}
