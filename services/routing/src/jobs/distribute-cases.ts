import { bogotaDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import { isRefusal, type JsonObject } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { distributionAt } from '@ventanilla/procedures'
import type { Projector } from '@ventanilla/projections'
import type { BusinessClock, Job } from '@ventanilla/runtime'
import { eventId, stateOf, streamOf } from '../commands/stream.ts'
import { caseDecider } from '../domain/case-decider.ts'
import { defined } from '../domain/defined.ts'
import { type Definitions, rulesOf } from '../domain/definitions.ts'
import { weighed } from '../domain/distribution/rank.ts'
import { candidatesFor, readStaff, type Staff } from '../queries/candidates/reader.ts'
import type { CaseRow } from '../queries/cases/projection.ts'
import { readUnassigned } from '../queries/cases/unassigned.ts'
import { standingOf } from './standing.ts'

export interface DistributeDeps {
  database: Database
  log: EventLog
  clock: BusinessClock
  definitions: Definitions
  /** Of `cases` and `officers`: who waits, and what the ranking counts. */
  projectors: readonly Pick<Projector, 'behind' | 'step'>[]
}

/** Cases given in one step. */
const BATCH = 100

/**
 * Gives the cases that their procedure distributes and that nobody has. The read models say which wait and who has how
 * many; the case decides, at the version that was read, so of two processes one gives it. Who came meanwhile to have
 * one more is known from the next step on: loads even out, and no case is given twice.
 */
export function distributeCases({ database, log, clock, definitions, projectors }: DistributeDeps): Job {
  const idle = ![...definitions.entities.values()].some(({ versions }) =>
    versions.some(({ distribution }) => distribution !== undefined),
  )
  /** How the logs and the day were when nobody could be given anything: until they change nobody can. */
  let settled = ''

  /** The cases that somebody can have now, with who may have them; counted on as they are given. */
  async function* assignable(): AsyncGenerator<{ row: CaseRow; staff: Staff }> {
    for (const { id: entity, versions } of definitions.entities.values()) {
      const distributed = versions.filter(({ distribution }) => distribution !== undefined)
      if (distributed.length === 0) continue
      const staff = await readStaff(database, entity, bogotaDate(clock.now()))
      /** What nobody could have: the next of the same kind can't be had either, for loads only grow. */
      const hopeless = new Set<string>()
      for await (const row of readUnassigned(database, entity, distributed)) {
        const { procedure, procedure_version, area, level, kind, theme, product, channel } = row
        const alike = [procedure, procedure_version, area, level, kind, theme, product, channel].join(' ')
        if (hopeless.has(alike)) continue
        if (somebodyFor(row, staff)) yield { row, staff }
        else hopeless.add(alike)
      }
    }
  }

  function somebodyFor({ case_id, kind, channel, ...row }: CaseRow, staff: Staff): boolean {
    const versions = { procedure: row.procedure, procedureVersion: row.procedure_version }
    const { procedure } = rulesOf(definitions, row.entity, versions)
    const [area, level] = [row.area ?? undefined, row.level ?? undefined]
    if (level === undefined || distributionAt(procedure, level) === undefined) return false
    const about = defined({ area, level, theme: row.theme ?? undefined, product: row.product ?? undefined })
    const { candidates } = candidatesFor(staff, { caseId: case_id, kind, channel, ...about }, procedure)
    return candidates.some(({ out }) => out.length === 0)
  }

  async function give(caseId: string, staff: Staff): Promise<boolean> {
    const id = streamOf(caseId)
    const { entity, version, events } = await log.stream(id)
    const state = stateOf(events)
    if (entity === undefined || state.status !== 'open' || state.level === undefined) return false
    const { procedure } = rulesOf(definitions, entity, state)
    if (distributionAt(procedure, state.level) === undefined) return false
    const { candidates, weights } = candidatesFor(staff, state, procedure)
    const first = weighed(candidates, weights)
    if (first === undefined) return false
    const decision = caseDecider.decide({ type: 'Distribute', ...first }, state)
    if (isRefusal(decision) || decision.length === 0) return false
    const last = events.at(-1)?.at ?? ''
    const now = clock.now()
    const written = await log.write(entity, {
      appends: [
        {
          ...{ stream: id, expected: version, actor: 'service:routing' },
          events: decision.map(({ type, data }, index) => ({
            ...{ id: eventId(`distribute:${version}`, id, index), type, data: data as unknown as JsonObject },
            at: now < last ? last : now,
          })),
        },
      ],
    })
    if (written.outcome !== 'written') return false
    staff.open.set(first.officer, (staff.open.get(first.officer) ?? 0) + 1)
    return true
  }

  return {
    name: 'distribution',
    async step(signal, beat) {
      if (idle) return false
      const before = await standingOf(log, clock)
      if (before === settled) return false
      for (const projector of projectors) while (!signal.aborted && (await projector.step(beat)) === true);
      let given = 0
      for await (const { row, staff } of assignable()) {
        if (signal.aborted || given >= BATCH) break
        if (await give(row.case_id, staff)) given += 1
        beat?.()
      }
      if (given === 0 && !signal.aborted) settled = before
      return given > 0
    },
    async behind() {
      if (idle) return 0
      const behind = Math.max(0, ...(await Promise.all(projectors.map((one) => one.behind()))))
      if (behind > 0 || (await standingOf(log, clock)) === settled) return behind
      let left = 0
      for await (const _ of assignable()) left += 1
      return left
    },
  }
}
