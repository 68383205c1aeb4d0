import { createHash } from 'node:crypto'
import { bogotaDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import { refuse } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import type { Procedure } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import { stateOf, streamOf } from '../../commands/stream.ts'
import type { OpenCase } from '../../domain/case.ts'
import { defined } from '../../domain/defined.ts'
import { type Definitions, rulesOf } from '../../domain/definitions.ts'
import { weighed } from '../../domain/distribution/rank.ts'
import type { Holder, Moved, NotMoved } from '../../domain/reassign/events.ts'
import { holderOf, sameHolder } from '../../domain/reassign/holder.ts'
import { type Aim, type Planned, planCase } from '../../domain/reassign/plan-case.ts'
import { candidatesFor, readStaff, type Staff } from '../candidates/reader.ts'

export interface PlanDeps {
  database: Database
  log: EventLog
  clock: BusinessClock
  definitions: Definitions
}

/** Where cases are to go: to somebody where they are, somewhere else, to whoever fits, or back from a batch. */
export type Target =
  | { officer: string }
  | { area: string; level: number; officer?: string | undefined }
  | { distribute: true }
  | { back: readonly Moved[] }

export interface PlanAsked {
  entity: string
  cases: readonly string[]
  target: Target
  by?: string | undefined
  /** Where its note will be, if it has one: a move may ask for it. */
  noteRef?: string | undefined
}

export interface Plan {
  planned: readonly Planned[]
  /** Stands for all that it would do: the same digest, the same moves and refusals. */
  digest: string
}

const PIECE = 200
const KEPT = 5

/** What a batch would do now, case by case; nothing is written. */
export async function planOf(
  deps: PlanDeps,
  { entity, cases, target, by, noteRef }: PlanAsked,
): Promise<Plan> {
  const { log, clock, definitions } = deps
  const on = bogotaDate(clock.now())
  const calendar = definitions.calendarOf(entity)
  const aimed = aimer(target, await staffFor(deps, entity, target))
  const planned: Planned[] = []
  for (let at = 0; at < cases.length; at += PIECE) {
    const streams = cases.slice(at, at + PIECE).map(streamOf)
    const found = await log.streams(streams)
    for (const stream of streams.map((id) => found.get(id))) {
      const state = stateOf(stream?.events ?? [])
      if (state.status !== 'open' || stream?.entity !== entity) continue
      const rules = rulesOf(definitions, entity, state)
      const one = planCase(state, aimed(state, rules.procedure), {
        ...rules,
        ...defined({ by, noteRef }),
        calendar,
        on,
      })
      if (one) planned.push(one)
    }
  }
  return { planned, digest: digestOf(entity, planned) }
}

export function movedOf({ planned }: Plan): Moved[] {
  return planned.flatMap((one) => {
    if ('refused' in one) return []
    const { moves: _, ...moved } = one
    return [moved]
  })
}

export function notMovedOf({ planned }: Plan): NotMoved[] {
  return planned.flatMap((one) =>
    'refused' in one ? [{ caseId: one.caseId, code: one.refused.refused }] : [],
  )
}

async function staffFor({ database, clock }: PlanDeps, entity: string, target: Target): Promise<Staff> {
  const today = bogotaDate(clock.now())
  return 'distribute' in target
    ? readStaff(database, entity, today)
    : { officers: [], open: new Map(), today }
}

function aimer(target: Target, staff: Staff): (state: OpenCase, procedure: Procedure) => Aim {
  if ('distribute' in target) return (state, procedure) => toWhoFits(staff, state, procedure)
  if ('back' in target) {
    const moved = new Map(target.back.map((one) => [one.caseId, one]))
    return (state) => {
      const one = moved.get(state.caseId)
      if (one && sameHolder(holderOf(state), one.to)) return { to: one.from }
      return refuse('assignment-changed', { detail: 'El caso ya no está donde lo dejó ese traslado.' })
    }
  }
  if ('area' in target) {
    const { area, level, officer } = target
    return () => ({ to: { area, level, ...defined({ officer }) } })
  }
  return ({ area = '', level = 0 }) => ({ to: { area, level, officer: target.officer } })
}

/** Counts on: what a case of the batch is given is part of the load of the next. */
function toWhoFits(staff: Staff, state: OpenCase, procedure: Procedure): Aim {
  const { candidates, weights } = candidatesFor(staff, state, procedure, state.officer)
  const first = weighed(candidates, weights)
  if (first === undefined)
    return refuse('nobody-free', { detail: 'Ningún otro funcionario puede atenderlo ahora.' })
  const { officer, decision } = first
  const count = (who: string, more: number) => staff.open.set(who, (staff.open.get(who) ?? 0) + more)
  count(officer, 1)
  if (state.officer !== undefined) count(state.officer, -1)
  const to: Holder = { area: state.area ?? '', level: state.level ?? 0, officer }
  return { to, decision: { ...decision, scores: decision.scores.slice(0, KEPT) } }
}

function digestOf(entity: string, planned: readonly Planned[]): string {
  const holder = ({ area, level, officer }: Holder) => [area, level, officer ?? null]
  const lines = planned.map((one) => [
    ...[one.caseId, holder(one.from)],
    ...('refused' in one ? [one.refused.refused] : [holder(one.to), one.moves ?? null]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([entity, lines]))
    .digest('hex')
}
