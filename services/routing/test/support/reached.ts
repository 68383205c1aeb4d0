import { addDays } from '@ventanilla/calendar'
import {
  exampleForm,
  formOf,
  guardsFor,
  isForKind,
  kindForm,
  type Procedure,
  priorityBefore,
  readForm,
  type Transition,
  writtenId,
} from '@ventanilla/procedures'
import type { Outcome } from '../../src/domain/case.ts'
import type { CaseEvent, FormFilled } from '../../src/domain/events.ts'
import type { Move } from '../../src/domain/move/move.ts'
import type { FormBrought } from '../../src/domain/move/needs.ts'
import { caseId, caseIn, friday, icetex, noteRef, textRef } from './cases.ts'
import { move } from './commands.ts'

/** Long enough for whatever a guard waits for. */
export const later = addDays(friday, 90)
export const [first, second] = ['persona-1', 'persona-2'] as const

/** What a case may lack before a move: everything that a guard or a second person looks at. */
export interface Short {
  answered?: boolean
  outcome?: boolean
  form?: boolean
  /** What was decided of its priority, where a move wants some of it. */
  priority?: boolean
  /** Who made the moves that four eyes compare. */
  by?: string
}

/** A case in the state that a transition leaves, with all that the transition may want of it. */
export function caseBefore(procedure: Procedure, transition: Transition, kind: string, short: Short = {}) {
  const { answered = true, outcome = true, form = true, priority = true, by = first } = short
  const made = (transition.fourEyes ?? []).map((id) => movedBy(procedure, id, by))
  const ends = procedure.states.find(({ id }) => id === transition.from)?.clock === 'ends'
  const answer: CaseEvent = {
    type: 'CaseAnswered',
    data: { caseId, on: friday, flags: [], ...(outcome && outcomeIn(procedure)) },
  }
  const filled = form ? filledOf(procedure, kind) : undefined
  const [opened, assigned, ...moved] = caseIn(procedure, transition.from, { kind })
  if (opened === undefined || assigned === undefined) throw new Error('a case is opened and assigned')
  return [
    ...[opened, assigned],
    ...(filled ? [{ type: 'CaseFormFilled' as const, data: { caseId, on: friday, form: filled } }] : []),
    ...made,
    ...moved,
    ...(ends && answered ? [answer] : []),
    ...(priority ? prioritized(transition) : []),
  ]
}

/** What a decision of priority decides of. */
function prioritized({ priority }: Transition): CaseEvent[] {
  const [is] = priority ? priorityBefore[priority.becomes] : []
  return is === undefined ? [] : [{ type: 'CasePrioritySet', data: { caseId, is, on: friday } }]
}

/** Everything that a transition asks for, right. */
export function whole(procedure: Procedure, transition: Transition, kind: string): Partial<Move> {
  const { outcomes = [], form, action, evidence = [] } = transition
  const asked = procedure.evidence.filter((item) => evidence.includes(item.id) && isForKind(item, kind))
  return {
    ...{ on: later, today: later, by: second, noteRef },
    evidence: asked.map(({ id, by }) => ({ id, ref: `archivo-${id}`, ...(by && { by: by[0] ?? '' }) })),
    ...(outcomes.length > 0 && { outcome: outcomes[0] as Outcome }),
    ...(form !== undefined && { form: brought(procedure, form) }),
    ...(action === 'answer' && { textRef }),
    ...(guardsFor(transition, kind).includes('classified') && {
      theme: icetex.themes[0]?.id ?? '',
      product: icetex.products[0]?.id ?? '',
    }),
  }
}

export const making = (procedure: Procedure, { id }: Transition, about: Partial<Move>) =>
  move(procedure, { transition: id }, about)

function brought(procedure: Procedure, id: string): FormBrought {
  const form = formOf(procedure, id)
  if (form === undefined) throw new Error(`no form ${id}`)
  return { given: exampleForm(form, later), ref: textRef }
}

function filledOf(procedure: Procedure, kind: string): FormFilled | undefined {
  const form = kindForm(procedure, kind)
  if (form === undefined) return undefined
  const { values, texts, faults } = readForm(form, exampleForm(form, friday), friday)
  if (faults.length > 0) throw new Error(`the example of «${form.id}» has faults: ${JSON.stringify(faults)}`)
  return { id: form.id, values, texts: Object.keys(texts), ref: textRef }
}

function outcomeIn({ outcomes }: Procedure): { outcome?: Outcome } {
  const [first] = outcomes
  return first === undefined ? {} : { outcome: first.id as Outcome }
}

function movedBy(procedure: Procedure, id: string, by: string): CaseEvent {
  const one = procedure.transitions.find((other) => writtenId(other) === id)
  if (one === undefined) throw new Error(`no transition ${id}`)
  return {
    type: 'CaseMoved',
    data: {
      ...{ caseId, transition: one.id, from: one.from, to: one.to, reason: one.reason, by },
      ...{ clock: 'runs', final: false, on: friday, timed: [] },
    },
  }
}
