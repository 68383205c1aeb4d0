import type { Case, OpenCase } from '../case.ts'
import { evolve } from '../case.ts'
import type { CaseEvent, CaseMoved, TaskEvent } from '../events.ts'
import type { Deviation } from './deviation.ts'
import { judgeMerged } from './judge-merged.ts'
import { judgeMigration } from './judge-migration.ts'
import { finding, judgeMove, type Rules } from './judge-move.ts'
import { judgePriority } from './judge-priority.ts'
import { judgeTask } from './judge-task.ts'

/** The way that a case really took. */
export interface Walk {
  caseId: string
  /** One for each version that it lived under, one after the other. */
  lives: Life[]
  /** How many of them another system told of. */
  recorded: number
  deviations: Deviation[]
}

/** What a case did under one version of its procedure. */
export interface Life {
  procedure: string
  procedureVersion: number
  /** The states that it was in, one after the other, from the one it was born in or came to. */
  path: string[]
  /** The transitions that were made, in order; `recorded` is what another system told of and no definition writes. */
  made: string[]
}

type Born = Pick<OpenCase, 'procedure' | 'procedureVersion'>

/** A fact of a case, with its place in the case's stream. */
export type Told = CaseEvent & { version: number; at: string; actor?: string }

/**
 * A case's own facts, held against the version of the procedure that it lived under when they were written.
 * @param rulesOf of a version; undefined when there is none
 * @returns undefined for a stream that opens no case
 */
export function walkCase(
  events: readonly Told[],
  rulesOf: (version: Born) => Rules | undefined,
): Walk | undefined {
  const opened = events.find((event) => event.type === 'CaseOpened')
  if (opened?.type !== 'CaseOpened') return undefined
  let life = lifeFrom(opened.data)
  let rules = rulesOf(opened.data)
  const walk: Walk = { caseId: opened.data.caseId, lives: [life], recorded: 0, deviations: [] }
  if (rules === undefined) return { ...walk, deviations: [told(opened, finding('definition-missing'))] }
  let state: Case = { status: 'none' }
  let answer: Told | undefined
  let before: Told | undefined
  let made: CaseMoved | undefined
  for (const event of events) {
    walk.deviations.push(...judged(rules, state, event, answer))
    if (event.type === 'CaseMigrated') {
      const later = rulesOf(event.data)
      walk.deviations.push(...judgeMigration(later, state, event).map((one) => told(event, one)))
      life = lifeFrom(event.data)
      walk.lives.push(life)
      if (later === undefined) return walk
      rules = later
    }
    walk.deviations.push(...judgePriority(rules, before, event).map((one) => told(event, one)))
    walk.deviations.push(...judgeMerged(rules, state, event, made).map((one) => told(event, one)))
    if (event.type === 'CaseMoved') {
      life.path.push(event.data.to)
      life.made.push(event.data.transition)
      if (event.data.recordedBy !== undefined) walk.recorded += 1
    }
    answer = event.type === 'CaseAnswered' && event.data.recordedBy === undefined ? event : undefined
    before = event
    if (event.type !== 'CasePrioritySet') made = event.type === 'CaseMoved' ? event : undefined
    state = evolve(state, event)
  }
  if (answer) walk.deviations.push(told(answer, finding('answer-without-move')))
  return walk
}

function lifeFrom({ procedure, procedureVersion, state }: Born & { state: string }): Life {
  return { procedure, procedureVersion, path: [state], made: [] }
}

/** @param answer the fact just before, if it is an answer that was given here */
function judged(rules: Rules, state: Case, event: Told, answer: Told | undefined): Deviation[] {
  if (event.type === 'CaseOpened') {
    if (state.status === 'open') return [told(event, finding('opened-twice'))]
    return event.data.state === rules.procedure.initial ? [] : [told(event, finding('initial-state-altered'))]
  }
  const unmoved = answer && event.type !== 'CaseMoved' ? [told(answer, finding('answer-without-move'))] : []
  if (isTask(event)) return [...unmoved, ...judgedTask(rules, state, event)]
  if (event.type !== 'CaseMoved') return unmoved
  if (state.status !== 'open') return [told(event, finding('state-altered'))]
  const { action, recordedBy } = event.data
  const found = judgeMove(rules, state, event).map((one) => told(event, one))
  if (answer && action !== 'answer' && action !== 'close')
    found.push(told(answer, finding('answer-without-move')))
  if (action === 'answer' && !answer && recordedBy === undefined)
    found.push(told(event, finding('answer-missing')))
  return found
}

function isTask(event: Told): event is Told & TaskEvent {
  return event.type === 'TaskOpened' || event.type === 'TaskAnswered' || event.type === 'TaskWithdrawn'
}

function judgedTask(rules: Rules, state: Case, event: Told & TaskEvent): Deviation[] {
  if (state.status !== 'open') return [told(event, finding('state-altered'))]
  return judgeTask(rules, state, event, event.actor).map((one) => told(event, one))
}

function told(event: Told, found: Pick<Deviation, 'code' | 'detail'>): Deviation {
  const { version, at } = event
  if (event.type !== 'CaseMoved') return { version, at, ...found }
  const { transition, from, to, reason } = event.data
  return { version, at, transition, from, to, reason, ...found }
}
