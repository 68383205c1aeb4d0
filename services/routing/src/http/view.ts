import { groundsOf, kindForm, type Procedure } from '@ventanilla/procedures'
import { dateInWords, termInWords } from '@ventanilla/terms'
import type { OpenCase } from '../domain/case.ts'
import { defined } from '../domain/defined.ts'
import { type Definitions, rulesOf } from '../domain/definitions.ts'
import type { CaseEvent } from '../domain/events.ts'
import { missingOf } from '../domain/move/lacks/guards.ts'
import { legalMoves } from '../domain/move/legal-moves.ts'
import { waitsOf } from '../domain/move/moves-now.ts'
import type { Priority } from '../domain/priority/priority.ts'
import type { Task } from '../domain/tasks/task.ts'
import type { CaseRow } from '../queries/cases/projection.ts'

/** A case as its own history tells it, and what can be done with it now. */
export function viewOf(
  definitions: Definitions,
  { entity: id, version, state }: { entity: string; version: number; state: OpenCase },
) {
  const { entity, procedure } = rulesOf(definitions, id, state)
  const { area, level, officer, rule, theme, product, outcome, answeredOn } = state
  const calendar = definitions.calendarOf(id)
  return {
    caseId: state.caseId,
    entity: id,
    version,
    procedure: state.procedure,
    procedureVersion: state.procedureVersion,
    kind: state.kind,
    channel: state.channel,
    state: state.state,
    stateName: procedure.states.find(({ id }) => id === state.state)?.name ?? state.state,
    clock: state.clock,
    final: state.final,
    receivedAt: state.receivedAt,
    ...defined({ area, level, officer, rule, theme, product, outcome, answeredOn }),
    ...defined({ mergedInto: state.mergedInto, merged: state.merged }),
    moves: legalMoves(procedure, state, entity.areas),
    automatic: waitsOf(procedure, state, calendar).map(({ to: _, ...wait }) => wait),
    ...defined({ links: state.links?.map(({ other: caseId, link, side }) => ({ caseId, link, side })) }),
    ...defined({ form: formView(procedure, state), tasks: tasksView(procedure, state) }),
    ...defined({ priority: state.priority && priorityView(procedure, state.priority) }),
  }
}

/** The form of its kind: what is coded, which of its words are there, and what is missing. */
function formView(procedure: Procedure, state: OpenCase) {
  const form = kindForm(procedure, state.kind)
  if (form === undefined) return undefined
  const { values, texts } = state.form ?? { values: {}, texts: [] }
  const missing = missingOf(procedure, state).map(({ id }) => id)
  return { id: form.id, values, texts, missing }
}

/** With the ground by its name, unless it is in the vault, or the version of the procedure no longer has it. */
export function priorityView(procedure: Procedure, { ground, ...priority }: Priority) {
  const known = groundsOf(procedure).find(({ id }) => id === ground)
  return { ...priority, ...defined({ ground, groundName: known?.name ?? ground }) }
}

/** Each with how its day was counted. */
function tasksView({ tasks: declared }: Procedure, { tasks }: OpenCase) {
  return tasks?.map((task) => {
    const known = declared.find(({ id }) => id === task.task)
    const { term: _, ...about } = task
    return { ...about, name: known?.name ?? task.task, why: whyDue(task) }
  })
}

function whyDue({ openedOn, term: { amount, unit } }: Task): string {
  return `${termInWords(amount, unit)} desde el día siguiente al ${dateInWords(openedOn)}.`
}

/** What another system's facts were flagged with. */
export function flagsOf(events: readonly CaseEvent[]): string[] {
  return [...new Set(events.flatMap(({ data }) => ('flags' in data ? (data.flags ?? []) : [])))]
}

export function summaryOf(row: CaseRow) {
  return {
    caseId: row.case_id,
    entity: row.entity,
    procedure: row.procedure,
    procedureVersion: row.procedure_version,
    kind: row.kind,
    channel: row.channel,
    state: row.state,
    final: row.final,
    receivedAt: row.received_at,
    ...defined({
      area: row.area ?? undefined,
      level: row.level ?? undefined,
      officer: row.officer ?? undefined,
      theme: row.theme ?? undefined,
      product: row.product ?? undefined,
      outcome: row.outcome ?? undefined,
      answeredOn: row.answered_on ?? undefined,
      mergedInto: row.merged_into ?? undefined,
      priority: row.priority ?? undefined,
    }),
  }
}
