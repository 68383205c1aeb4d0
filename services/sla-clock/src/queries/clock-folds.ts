import type { Row } from '@ventanilla/projections'
import type { ClockEvent } from '../domain/clock-events.ts'

/** An event of a clock, as projections get it. */
export type RecordedClock = ClockEvent & { entity: string }
export type On<Type extends ClockEvent['type']> = Extract<RecordedClock, { type: Type }>

type Folds<R> = {
  [Type in ClockEvent['type']]?: (row: R | undefined, event: On<Type>) => R | undefined
}
type UntypedFolds<R> = Record<string, (row: R | undefined, event: RecordedClock) => R | undefined>

/** Folds written by the type of their event, for a projection: it calls each with events of that type alone. */
export function clockFolds<R extends Row>(folds: Folds<R>): UntypedFolds<R> {
  return folds as UntypedFolds<R>
}

/** The row of an event is that of its clock; events of other streams have none. */
export function clockOf({ data }: RecordedClock): string | undefined {
  return 'clockId' in data ? data.clockId : undefined
}
