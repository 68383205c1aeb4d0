import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import { type Assign, decideAssign } from './assign.ts'
import { type Case, evolve } from './case.ts'
import { type Classify, decideClassify } from './classify.ts'
import { type Distribute, decideDistribute } from './distribution/distribute.ts'
import { decideEscalate, type Escalate } from './escalate.ts'
import type { CaseEvent } from './events.ts'
import { decideFillForm, type FillForm } from './fill-form.ts'
import { whileMerged } from './merge/while-merged.ts'
import { decideMigrate, type Migrate } from './migrate/migrate.ts'
import { decideFireDue, type FireDue } from './move/fire-due.ts'
import { decideMove, type Move } from './move/move.ts'
import { decideOpen, type Open } from './open/open.ts'
import type { CaseRefusalCode } from './refusals.ts'
import { type AnswerTask, decideEndTask, type WithdrawTask } from './tasks/end-task.ts'
import { decideOpenTask, type OpenTask } from './tasks/open-task.ts'

export type CaseCommand =
  | Open
  | Move
  | FireDue
  | Assign
  | Distribute
  | Escalate
  | Classify
  | FillForm
  | Migrate
  | OpenTask
  | AnswerTask
  | WithdrawTask

/**
 * A case is born with a filing, under the version of its procedure that is in force that day, and lives under it until
 * somebody has it go on under another. People move it along the transitions of that version; what another system did to
 * it is taken as it was and flagged; a few moves the engine makes by itself, at once or after a time. Definition and
 * calendar come with the command: nothing here knows where they are kept.
 */
export const caseDecider: Decider<Case, CaseCommand, CaseEvent, CaseRefusalCode> = {
  initial: { status: 'none' },
  evolve,
  decide(command: CaseCommand, state: Case): Decision<CaseEvent, CaseRefusalCode> {
    if (command.type === 'Open') return decideOpen(command, state)
    if (state.status !== 'open') return byItself(command) ? [] : refuse('case-not-open')
    if (state.mergedInto !== undefined) return whileMerged(command, state)
    switch (command.type) {
      case 'Move':
        return decideMove(command, state)
      case 'FireDue':
        return decideFireDue(command, state)
      case 'Assign':
        return decideAssign(command, state)
      case 'Distribute':
        return decideDistribute(command, state)
      case 'Escalate':
        return decideEscalate(command, state)
      case 'Classify':
        return decideClassify(command, state)
      case 'FillForm':
        return decideFillForm(command, state)
      case 'Migrate':
        return decideMigrate(command, state)
      case 'OpenTask':
        return decideOpenTask(command, state)
      case 'AnswerTask':
      case 'WithdrawTask':
        return decideEndTask(command, state)
    }
  },
}

/** Nobody asked for it, so nobody is refused. */
const byItself = ({ type }: CaseCommand) => type === 'FireDue' || type === 'Distribute' || type === 'Escalate'
