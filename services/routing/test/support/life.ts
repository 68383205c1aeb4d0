import { addDays, bogotaInstant } from '@ventanilla/calendar'
import { type Decision, isRefusal } from '@ventanilla/decider'
import { movesFor, movesFrom, type Procedure, type Transition } from '@ventanilla/procedures'
import type { OpenCase } from '../../src/domain/case.ts'
import { type CaseCommand, caseDecider } from '../../src/domain/case-decider.ts'
import type { Told } from '../../src/domain/conformance/walk-case.ts'
import { defined } from '../../src/domain/defined.ts'
import type { CaseEvent } from '../../src/domain/events.ts'
import { decideUnmerge } from '../../src/domain/merge/unmerge.ts'
import type { MoveAsked } from '../../src/domain/move/lacks/asked.ts'
import type { Move } from '../../src/domain/move/move.ts'
import { calendar, caseIn, friday, noteRef } from './cases.ts'
import { museum } from './generated.ts'
import { mayBeMade, nothingYet, remember } from './oracle.ts'
import type { MoveStep, Step } from './steps.ts'

export const otherCase = '7a2d3b7f-7b6b-5c63-9a3c-1a8a7a2f3e4d'

/** A case under a generated procedure, from its opening on. */
export function lifeOf(procedure: Procedure, kind: string) {
  const rules = { procedure, entity: museum, calendar }
  const opening = caseIn(procedure, 'a', { kind })
  const seen = nothingYet()
  const [born] = opening
  let state = caseDecider.evolve(caseDecider.initial, born as CaseEvent) as OpenCase
  let today = friday
  const history: Told[] = []
  const write = (event: CaseEvent) =>
    history.push({ ...event, version: history.length + 1, at: bogotaInstant(today, '17:00') })
  write(born as CaseEvent)

  const run = (command: CaseCommand) => {
    const decision = caseDecider.decide(command, state)
    if (isRefusal(decision)) return
    for (const event of decision) {
      remember(seen, event)
      write(event)
    }
    state = decision.reduce(caseDecider.evolve, state) as OpenCase
  }
  run({ type: 'Assign', ...rules, area: 'registro', level: 1, noteRef, evidence: [], on: today })

  /** A move as the rules are asked about it, as the decider is, and as somebody else sees it. */
  function tried(transition: Transition, { brought, by, late }: MoveStep) {
    const on = addDays(today, late)
    const asked: MoveAsked = { ...rules, state, transition, brought, on, today, by }
    const name = { transition: transition.id }
    const command: Move = { type: 'Move', name, ...rules, ...brought, on, today, ...defined({ by }) }
    const decision: Decision<CaseEvent> = caseDecider.decide(command, state)
    const allowed = mayBeMade({
      ...{ procedure, transition, brought, kind, seen },
      on,
      today,
      filedOn: friday,
      by,
    })
    return { asked, command, decision, allowed }
  }

  return {
    /** All that the procedure has for a person from where the case stands. */
    legal: () => movesFor(procedure, state).filter(({ by }) => by === 'user'),
    /** What only cases of other kinds do from there. */
    ofOthers: () => movesFrom(procedure, state.state).filter(({ kinds }) => kinds?.includes(kind) === false),
    tried,
    asker: (by: string | undefined) => ({ ...rules, today, by }),
    now: () => state,
    /** Somebody finds that another case is the same matter, and that it wasn't. */
    merge() {
      const merged: CaseEvent = {
        type: 'CaseMerged',
        data: { caseId: state.caseId, into: otherCase, on: today, noteRef },
      }
      write(merged)
      state = caseDecider.evolve(state, merged) as OpenCase
    },
    unmerge() {
      const decided = decideUnmerge({ from: state, on: today, noteRef, procedure })
      if ('refused' in decided) throw new Error(decided.refused)
      write(decided.from)
      state = caseDecider.evolve(state, decided.from) as OpenCase
    },
    /** Its facts until now. */
    history: (): readonly Told[] => history,
    live(step: Step) {
      if (step.do === 'wait') today = addDays(today, step.days)
      if (step.do === 'fill') run({ type: 'FillForm', form: step.form, today, procedure })
      if (step.do === 'assign') {
        const { area, officer } = step
        const to = { area, level: 1, ...defined({ officer }), noteRef, evidence: [] }
        run({ type: 'Assign', ...rules, ...to, on: today })
      }
      if (step.do !== 'move') return
      const legal = this.legal()
      const chosen = legal[step.nth % legal.length]
      if (chosen) run(tried(chosen, step).command)
    },
  }
}
