import { bogotaDate, type LocalDate } from '@ventanilla/calendar'
import { type ClockEffect, writtenId } from '@ventanilla/procedures'
import type { CaseEvent, CaseMoved, CaseOpened, FormFilled, NotOpened } from './events.ts'
import { evolveLink, type Link } from './links/link.ts'
import { staysPut } from './move/stays-put.ts'
import { type Priority, prioritySet } from './priority/priority.ts'
import { evolveTask, type Task } from './tasks/task.ts'

/** What the rules need of a case's history. Days are Bogotá's. */
export interface OpenCase {
  status: 'open'
  caseId: string
  procedure: string
  procedureVersion: number
  /** The version that it was born under, when it is another. */
  bornUnder?: number
  kind: string
  channel: string
  state: string
  clock: ClockEffect
  final: boolean
  filedOn: LocalDate
  receivedAt: string
  /** The day on which it came into its present state. */
  enteredOn: LocalDate
  /** The day from which the moves that wait are counted, when it isn't the one on which it came into its state. */
  waitsFrom?: LocalDate
  /** The day of its last move; absent while it stands where it was born. */
  movedOn?: LocalDate
  area?: string
  level?: number
  officer?: string
  /** The rule that assigned it: of the typification tree, 'by-hand', or that of a distribution. */
  rule?: string
  theme?: string
  product?: string
  outcome?: Outcome
  /** The day of the answer on the substance that stands; a reopening takes it away. */
  answeredOn?: LocalDate
  /** A solution was delivered and waits to be accepted. */
  solved?: { on: LocalDate; textRef?: string }
  personRef?: string
  requestingArea?: string
  /** The form that its kind is asked with, as it was filled in last. */
  form?: FormFilled
  /** Who made each transition last, by the id that its owner wrote; only persons of this system. */
  madeBy?: Readonly<Record<string, string>>
  /** The case that goes on in its place: it rests, and all else that is known of it stays. */
  mergedInto?: string
  /** Cases that it goes on for. */
  merged?: readonly string[]
  /** What was asked of others for it, in the order in which it was. */
  tasks?: readonly Task[]
  links?: readonly Link[]
  /** What it came to last; absent: nobody ever asked for it. */
  priority?: Priority
}

export type Outcome = NonNullable<Extract<CaseEvent, { type: 'CaseAnswered' }>['data']['outcome']>

export type Case = { status: 'none' } | { status: 'not-opened'; reason: NotOpened } | OpenCase

export function evolve(state: Case, event: CaseEvent): Case {
  if (event.type === 'CaseOpened') return opened(event.data)
  if (event.type === 'CaseNotOpened') return { status: 'not-opened', reason: event.data.reason }
  if (state.status !== 'open') return state
  switch (event.type) {
    case 'CaseAssigned': {
      const { area, level, officer, rule } = event.data
      return { ...state, area, level, officer, rule }
    }
    case 'CaseMoved':
      return moved(state, event.data)
    case 'CaseFormFilled':
      return { ...state, form: event.data.form }
    case 'CaseAnswered': {
      const { on, outcome = state.outcome } = event.data
      // The first answer ended the term; another system may tell of a second.
      return { ...state, answeredOn: state.answeredOn ?? on, outcome }
    }
    case 'CaseClassified': {
      const { caseId: _, ...about } = event.data
      return { ...state, ...about }
    }
    case 'CaseMigrated': {
      const { procedureVersion, fromVersion, state: here, waitsFrom } = event.data
      return { ...state, procedureVersion, bornUnder: state.bornUnder ?? fromVersion, state: here, waitsFrom }
    }
    case 'CasePrioritySet':
      return { ...state, priority: prioritySet(event.data) }
    case 'CaseMerged':
      return { ...state, mergedInto: event.data.into }
    case 'CaseUnmerged': {
      const { mergedInto: _, ...before } = state
      return before
    }
    case 'CaseAbsorbed':
      return { ...state, merged: [...(state.merged ?? []), event.data.merged] }
    case 'CaseReleased':
      return released(state, event.data.released)
    case 'CaseMeasured':
    case 'MergedCaseAnswered':
      return state
    case 'CaseLinked':
    case 'CaseUnlinked':
      return evolveLink(state, event)
    case 'TaskOpened':
    case 'TaskAnswered':
    case 'TaskWithdrawn':
      return evolveTask(state, event)
  }
}

function opened({
  terms: _,
  recordedBy: __,
  family: ___,
  timed: ____,
  ...data
}: CaseOpened['data']): OpenCase {
  const filedOn = bogotaDate(data.receivedAt)
  return { status: 'open', ...data, clock: 'runs', final: false, filedOn, enteredOn: filedOn }
}

function moved(state: OpenCase, data: CaseMoved['data']): OpenCase {
  const { to, on, clock, final, action, textRef, transition, by } = data
  const reopened = state.clock === 'ends' && clock !== 'ends'
  return {
    ...state,
    state: to,
    clock,
    final,
    ...(!staysPut(data) && { enteredOn: on, waitsFrom: undefined }),
    movedOn: on,
    madeBy: madeBy(state, writtenId({ id: transition }), by),
    solved: action === 'solve' ? { on, ...(textRef !== undefined && { textRef }) } : undefined,
    // What was answered before a reopening didn't satisfy: how it ended is open again.
    ...(reopened && { answeredOn: undefined, outcome: undefined }),
  }
}

function released({ merged = [], ...state }: OpenCase, caseId: string): OpenCase {
  const left = merged.filter((one) => one !== caseId)
  return left.length === 0 ? state : { ...state, merged: left }
}

/** Who isn't known made it last all the same, so that what an earlier person did no longer counts. */
function madeBy({ madeBy: before }: OpenCase, transition: string, by?: string): OpenCase['madeBy'] {
  if (by !== undefined) return { ...before, [transition]: by }
  if (before?.[transition] === undefined) return before
  const { [transition]: _, ...others } = before
  return others
}
