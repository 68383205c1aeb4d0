import type { LocalDate } from '@ventanilla/calendar'
import type { Decider, Fact } from '@ventanilla/decider'

/** A number that the entity states and no case tells: how many clients it has, how many users a branch has. */
export type DenominatorStated = Fact<
  'DenominatorStated',
  {
    readonly name: string
    /** The day that it is of. */
    readonly on: LocalDate
    readonly value: number
    /** The subject of who stated it. */
    readonly by: string
  }
>

/** By day; of a day that was stated twice, what was said last. */
export type Denominator = Readonly<Record<LocalDate, number>>

export type State = { readonly type: 'State' } & DenominatorStated['data']

/** What is stated again is no news; what is put right is one, and what was said before stays in the log. */
export const denominatorDecider: Decider<Denominator, State, DenominatorStated, never> = {
  initial: {},
  decide({ type: _, ...stated }: State, known) {
    return known[stated.on] === stated.value ? [] : [{ type: 'DenominatorStated', data: stated }]
  },
  evolve: (known, { data: { on, value } }) => ({ ...known, [on]: value }),
}

/** What holds on a day: the last one that is of it or of a day before. */
export function denominatorOn(
  known: Denominator,
  day: LocalDate,
): { on: LocalDate; value: number } | undefined {
  const on = Object.keys(known)
    .filter((one) => one <= day)
    .toSorted()
    .at(-1)
  const value = on === undefined ? undefined : known[on]
  return on === undefined || value === undefined ? undefined : { on, value }
}
