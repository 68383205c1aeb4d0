import { bogotaDate } from '@ventanilla/calendar'
import { deriveId } from '@ventanilla/event-log'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { batchStream, startBatch } from '../commands/start-batch.ts'
import { readOfficers } from '../queries/officers/reader.ts'
import { casesAsked, MOST } from '../queries/plan/cases-asked.ts'
import { movedOf, notMovedOf, type PlanDeps, planOf } from '../queries/plan/plan.ts'
import { standingOf } from './standing.ts'

export interface RedistributeDeps extends PlanDeps {
  vault: Vault
  /** Of `officers`: whose absence begins; and of `cases`: what they have then. */
  staff: Pick<Projector, 'behind' | 'step'>
  held: Pick<Projector, 'step'>
}

interface Begun {
  entity: string
  officer: string
  absence: string
  batch: string
}

/**
 * When an absence begins that says so, the open cases of who is away become a batch: once for each absence, whatever
 * comes to them later. All other absences only keep new cases away.
 */
export function redistributeAbsent(deps: RedistributeDeps): Job {
  const { database, log, clock, definitions, staff, held } = deps
  /** How the logs and the day were when every absence that had begun had its batch. */
  let settled = ''

  /** The absences of today that have no batch yet. */
  async function begun(): Promise<Begun[]> {
    const today = bogotaDate(clock.now())
    const found: Begun[] = []
    for (const entity of definitions.entities.keys())
      for (const { officer, absences } of await readOfficers(database, entity))
        for (const { id: absence, from, to, redistribute } of absences)
          if (redistribute && from <= today && today <= to)
            found.push({ entity, officer, absence, batch: deriveId('absence', entity, officer, absence) })
    const there = await log.streams(found.map(({ batch }) => batchStream(batch)))
    return found.filter(({ batch }) => (there.get(batchStream(batch))?.version ?? 0) === 0)
  }

  async function start({ entity, officer, absence, batch }: Begun): Promise<void> {
    const cases = (await casesAsked(database, entity, { officer })).slice(0, MOST)
    const plan = await planOf(deps, { entity, cases, target: { distribute: true } })
    const started = { batch, cases: movedOf(plan), refused: notMovedOf(plan), absence }
    await startBatch(deps, { entity, actor: 'service:routing', started })
  }

  return {
    name: 'absences',
    async step(signal, beat) {
      const before = await standingOf(log, clock)
      if (before === settled) return false
      while (!signal.aborted && (await staff.step(beat)) === true);
      const absences = await begun()
      if (absences.length > 0) while (!signal.aborted && (await held.step(beat)) === true);
      for (const one of absences) {
        if (signal.aborted) break
        await start(one)
      }
      if (absences.length === 0 && !signal.aborted) settled = before
      return absences.length > 0
    },
    async behind() {
      const behind = await staff.behind()
      if (behind > 0 || (await standingOf(log, clock)) === settled) return behind
      return (await begun()).length
    },
  }
}
