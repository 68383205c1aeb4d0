import {
  type GuardFacts,
  guardLacks,
  guardsFor,
  kindForm,
  missingFields,
  type Procedure,
} from '@ventanilla/procedures'
import type { OpenCase } from '../../case.ts'
import { openTasks } from '../../tasks/task.ts'
import { outcomeOf } from '../needs.ts'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/** What the case itself still lacks, counting what comes with the move. */
export function unguarded(asked: MoveAsked): Lack[] {
  const { transition, state } = asked
  return guardsFor(transition, state.kind).flatMap((guard) => [...guardLacks(guard, factsOf(asked))])
}

function factsOf({ procedure, calendar, state, transition, brought, on }: MoveAsked): GuardFacts {
  return {
    officer: state.officer,
    theme: brought.theme ?? state.theme,
    product: brought.product ?? state.product,
    outcome: outcomeOf(transition, brought.outcome) ?? state.outcome,
    answered: state.answeredOn !== undefined,
    ...{ on, calendar, enteredOn: state.enteredOn },
    missing: missingOf(procedure, state),
    openTasks: openTasks(state).map(({ taskId, task }) => ({
      taskId,
      name: procedure.tasks.find(({ id }) => id === task)?.name ?? task,
    })),
  }
}

/** The mandatory fields that have no value yet, of the form that the case's kind is asked with. */
export function missingOf(procedure: Procedure, { kind, form: filled }: OpenCase): GuardFacts['missing'] {
  const form = kindForm(procedure, kind)
  return form === undefined ? [] : missingFields(form, filled ?? { values: {}, texts: [] })
}
