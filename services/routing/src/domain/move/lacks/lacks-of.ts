import type { FormFilled } from '../../events.ts'
import { dateDetails, dateProblem } from '../dates.ts'
import type { MoveAsked } from './asked.ts'
import { filledLacks, formLacks } from './form.ts'
import { fourEyesLacks } from './four-eyes.ts'
import { unguarded } from './guards.ts'
import type { Lack } from './lack.ts'
import { misplaced } from './misplaced.ts'
import { priorityLacks } from './priority.ts'
import { unattached } from './unattached.ts'

/**
 * All that stands in the way of a user's move; when there is nothing, it is made. Whoever asks what can be done now
 * and whoever decides ask here: there is no second opinion.
 */
export function lacksOf(asked: MoveAsked): Lack[] {
  return lacksWith(asked, formLacks(asked, false))
}

/** The same of a move that was made, whose words are in the vault: its form is judged by what its fact tells. */
export function lacksOfMade(asked: MoveAsked, form: FormFilled | undefined): Lack[] {
  return lacksWith(asked, filledLacks(asked, form))
}

function lacksWith(asked: MoveAsked, form: readonly Lack[]): Lack[] {
  return hopelessFirst([
    ...misplaced(asked, false),
    ...unattached(asked),
    ...form,
    ...unguarded(asked),
    ...priorityLacks(asked),
    ...fourEyesLacks(asked),
    ...dateLacks(asked),
  ])
}

/** Whoever is refused for what nothing they could send would bring shouldn't have to bring the rest first. */
function hopelessFirst(lacks: readonly Lack[]): Lack[] {
  return lacks.toSorted((one, other) => Number(one.field !== undefined) - Number(other.field !== undefined))
}

/** What another system recorded is a fact, with whatever it lacks; only what can't be understood is refused. */
export function lacksOfRecorded(asked: MoveAsked): Lack[] {
  return [...misplaced(asked, true), ...formLacks(asked, true)]
}

function dateLacks({ state, transition, on, today }: MoveAsked): Lack[] {
  const problem = dateProblem(state, { on, today, answer: transition.action === 'answer' })
  if (problem === undefined) return []
  return [{ code: problem, field: 'body.on', detail: dateDetails[problem] ?? '' }]
}
