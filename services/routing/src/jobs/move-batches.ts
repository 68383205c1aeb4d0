import type { Database } from '@ventanilla/database'
import type { JsonObject } from '@ventanilla/decider'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import type { ChangeDeps } from '../commands/asked.ts'
import { moveBatchCase } from '../commands/move-batch-case.ts'
import { batchOf, batchStream } from '../commands/start-batch.ts'
import { eventId } from '../commands/stream.ts'
import { defined } from '../domain/defined.ts'
import type { NotMoved } from '../domain/reassign/events.ts'
import { openBatches } from '../queries/reassignments/reader.ts'

export interface MoveBatchesDeps extends ChangeDeps {
  database: Database
  /** Of `reassignments`: where those are that aren't over. */
  projector: Pick<Projector, 'behind' | 'step'>
}

/** Cases between two facts that tell how far a batch is: what a crash looks at again. */
const PIECE = 20

/** Moves what batches have left, piece by piece. A batch that a crash broke off goes on where its facts end. */
export function moveBatches(deps: MoveBatchesDeps): Job {
  const { database, log, vault, clock, projector } = deps

  /** @returns whether there was anything left */
  async function moveOn(batch: string, signal: AbortSignal, beat?: () => void): Promise<boolean> {
    const id = batchStream(batch)
    const { entity, version, events } = await log.stream(id)
    const state = batchOf(events)
    const [first] = events
    if (entity === undefined || first === undefined || state.status === 'none') return false
    if (state.left.length === 0) return false
    const note = state.noteRef === undefined ? undefined : await vault.get(state.noteRef)
    const words = defined({ by: state.by, note: typeof note === 'string' ? note : undefined })
    const about = { entity, batch, actor: first.actor, ...words }
    const done: string[] = []
    const refused: NotMoved[] = []
    for (const one of state.left.slice(0, PIECE)) {
      if (signal.aborted) break
      const why = await moveBatchCase(deps, about, one)
      if (why === undefined) done.push(one.caseId)
      else refused.push(why)
      beat?.()
    }
    if (done.length + refused.length === 0) return false
    const data = { batch, done, refused } as unknown as JsonObject
    const event = { id: eventId(batch, id, version), type: 'ReassignmentStepped', data, at: clock.now() }
    // Refused: another process was at the same piece, and has told of it.
    await log.write(entity, {
      appends: [{ stream: id, expected: version, actor: 'service:routing', events: [event] }],
    })
    return true
  }

  return {
    name: 'reassignments',
    async step(signal, beat) {
      while (!signal.aborted && (await projector.step(beat)) === true);
      let moved = false
      for (const { batch } of await openBatches(database)) {
        if (signal.aborted) break
        moved = (await moveOn(batch, signal, beat)) || moved
      }
      return moved
    },
    async behind() {
      const left = (await openBatches(database)).reduce((sum, { remaining }) => sum + remaining, 0)
      return (await projector.behind()) + left
    },
  }
}
