import type { Database } from '@ventanilla/database'
import { isRefusal } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { type Projector, raiseLow } from '@ventanilla/projections'
import type { BusinessClock, Job, ParkedModel } from '@ventanilla/runtime'
import { appendsOf } from '../commands/appends.ts'
import { stateOf, streamOf } from '../commands/stream.ts'
import { caseDecider } from '../domain/case-decider.ts'
import { type Definitions, rulesOf } from '../domain/definitions.ts'
import { anyDueMove, countDueMoves, readDueMoves } from '../queries/due-moves/reader.ts'

export interface FireDeps {
  database: Database
  log: EventLog
  clock: BusinessClock
  definitions: Definitions
  /** Of `due_moves`: while it is behind, more may be due than is seen. */
  projector: Pick<Projector, 'behind' | 'step' | 'projection'>
  /** Cases with an event that could not be handled here. */
  parked: Pick<ParkedModel, 'table'>
}

const BATCH = 100

/**
 * Makes the moves whose time has come, at the instant at which it came. The read model only says where to look: the
 * case decides, so a row that is out of date does nothing, and of two replicas one writes.
 */
export function fireDueMoves({ database, log, clock, definitions, projector, parked }: FireDeps): Job {
  async function fire(caseId: string, transition: string, dueAt: string): Promise<boolean> {
    const { entity, version, events } = await log.stream(streamOf(caseId))
    const state = stateOf(events)
    if (entity === undefined || state.status !== 'open') return false
    const { procedure } = rulesOf(definitions, entity, state)
    const calendar = definitions.calendarOf(entity)
    const command = { type: 'FireDue' as const, transition, now: clock.now(), procedure, calendar }
    const decision = caseDecider.decide(command, state)
    if (isRefusal(decision) || decision.length === 0) return false
    const seed = `due:${transition}:${version}`
    const written = await log.write(entity, {
      appends: appendsOf({ state, version, events: decision, seed, actor: 'service:routing', at: dueAt }),
    })
    return written.outcome === 'written'
  }

  const { projection } = projector
  let moved = false
  return {
    name: 'due moves',
    async step(signal, beat) {
      let fired = false
      const failures: unknown[] = []
      // To find nothing is to say that nothing was due: only an up-to-date model can.
      while (!signal.aborted && (await projector.step(beat)) === true);
      // What was made is no longer due: from here on nobody steps over what is left of it in the index.
      if (moved) await raiseLow(database, projection)
      moved = false
      const now = clock.now()
      if (!(await anyDueMove(database, projection, now))) return false
      const due = await readDueMoves(database, projection, await parked.table(), now, BATCH)
      for (const { case_id, transition, due_at } of due) {
        if (signal.aborted) break
        try {
          fired = (await fire(case_id, transition, due_at)) || fired
        } catch (error) {
          // One case that can't be moved keeps no other from its move.
          failures.push(error)
        }
      }
      moved = fired
      if (failures.length > 0 && !fired) throw failures[0]
      return fired
    },
    async behind() {
      const behind = await projector.behind()
      return behind + (await countDueMoves(database, projection, await parked.table(), clock.now()))
    },
  }
}
