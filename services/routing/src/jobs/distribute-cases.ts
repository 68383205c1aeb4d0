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
import type { WaitingRow } from '../queries/waiting/projection.ts'
import { readWaiting } from '../queries/waiting/reader.ts'

export interface DistributeDeps {
  database: Database
  log: EventLog
  clock: BusinessClock
  definitions: Definitions
  /** Of `waiting`, `officers` and `cases`: what the ranking counts. */
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
  /** How the logs and the day were when nobody could be given anything: until they change nobody can. */
  let settled = ''

  async function standing(): Promise<string> {
    const heads = [...(await log.heads())].sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify([bogotaDate(clock.now()), heads])
  }

  /** The cases that somebody can have now, with who may have them; counted on as they are given. */
  async function* assignable(): AsyncGenerator<{ row: WaitingRow; staff: Staff }> {
    const staffs = new Map<string, Staff>()
    const hopeless = new Set<string>()
    for await (const row of readWaiting(database)) {
      const { entity, area, level, kind, theme, product, channel, procedure, procedure_version } = row
      const alike = JSON.stringify([
        entity,
        procedure,
        procedure_version,
        area,
        level,
        kind,
        theme,
        product,
        channel,
      ])
      if (hopeless.has(alike)) continue
      const staff = staffs.get(entity) ?? (await readStaff(database, entity, bogotaDate(clock.now())))
      staffs.set(entity, staff)
      if (firstFor(row, staff)) yield { row, staff }
      else hopeless.add(alike)
    }
  }

  function firstFor(row: WaitingRow, staff: Staff) {
    const { entity, case_id: caseId, kind, channel, area, level, theme, product } = row
    const versions = { procedure: row.procedure, procedureVersion: row.procedure_version }
    const { procedure } = rulesOf(definitions, entity, versions)
    const known = { area: area ?? undefined, level: level ?? undefined }
    const about = { caseId, kind, channel, ...defined({ ...known, theme: theme ?? undefined }) }
    const whole = { ...about, ...defined({ product: product ?? undefined }) }
    const { candidates, weights } = candidatesFor(staff, whole, procedure)
    return weighed(candidates, weights)
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
      const before = await standing()
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
      const behind = Math.max(0, ...(await Promise.all(projectors.map((one) => one.behind()))))
      if (behind > 0 || (await standing()) === settled) return behind
      let left = 0
      for await (const _ of assignable()) left += 1
      return left
    },
  }
}
