import type { Db } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { waitingForHours } from '../domain/send-window.ts'
import { countWaiting, type Waiting, waitingMessages } from '../queries/outbox/reader.ts'
import { type Attempting, attempt, type Ending } from './attempt.ts'
import { type Concluding, conclude } from './conclude.ts'
import { forEachOf } from './for-each-of.ts'
import type { Looked, People } from './ports.ts'

export interface Sending extends Attempting, Concluding {
  database: Db
  /** Folded here and nowhere else: what was sent a moment ago is out of it before the next look. */
  outbox: Projector
  people: People
  /** Whether somebody cancelled a campaign, as its stream says it now. */
  isCancelled(campaignId: string): Promise<boolean>
  /** Whether the merge that a letter tells of, or whose answer it brings, was taken back. */
  isSeparated(letter: { messageId: string; caseId: string }): Promise<boolean>
  /** The number of the case that goes on for another one; undefined while nobody knows it. */
  goesOnUnder(into: string): Promise<string | undefined>
  /** Hours after which a server that keeps putting a message off is taken at its word. */
  giveUpHours: number
  /** Connections to the mail server at most. */
  connections: number
}

const BATCH = 256
/** While some wait for the log, which commits them together, others use the connections. */
const AHEAD = 4

/**
 * Sends what waits, oldest first, several at a time; what nobody asked for, at hours at which one writes to people. One
 * process does: one that it was taken from, frozen while it sent, may send once more what another sends as well, under
 * the same Message-ID.
 */
export function sendJob(sending: Sending): Job {
  const { database, outbox, clock } = sending
  return {
    name: 'send',
    pollMs: 500,
    step: (signal, beat) => step(sending, signal, beat),
    behind: async () =>
      (await outbox.behind()) + (await countWaiting(database, waitingForHours(clock.now()))),
  }
}

async function step(sending: Sending, signal: AbortSignal, beat?: () => void): Promise<boolean> {
  const { outbox, outage, database, retries, giveUpHours, clock } = sending
  while ((await outbox.step(beat)) === true) if (signal.aborted) return false
  if (outage.lasts()) return false
  const held = waitingForHours(clock.now())
  const query = { without: retries.waiting(), held, limit: BATCH, giveUpHours }
  const rows = await waitingMessages(database, query)
  if (rows.length === 0) return false
  await sendAll(rows, sending, signal)
  return true
}

/** Ends when all have been tried, or after those on their way when there is no server to hand the others to. */
async function sendAll(rows: readonly Waiting[], sending: Sending, signal: AbortSignal): Promise<void> {
  const { people, outage, connections } = sending
  const looked = await people.look(
    rows.map(({ person_ref, contact_ref, text_ref }) => ({
      personRef: person_ref,
      contactRef: contact_ref,
      textRef: text_ref,
    })),
  )
  await forEachOf(rows, connections * AHEAD, async (row, index) => {
    if (signal.aborted || outage.lasts()) return
    await conclude(row, await endingOf(row, looked[index] ?? 'unreadable', sending), sending)
  })
}

async function endingOf(row: Waiting, looked: Looked, sending: Sending): Promise<Ending> {
  const { letter } = row
  if ('campaignId' in letter && (await sending.isCancelled(letter.campaignId))) return { ended: 'cancelled' }
  if (letter.template !== 'acumulacion' && letter.template !== 'respuesta')
    return attempt(row, looked, sending)
  if (await sending.isSeparated({ messageId: row.message_id, caseId: row.case_id }))
    return { ended: 'failed', reason: 'separated' }
  if (letter.template === 'respuesta') return attempt(row, looked, sending)
  const goesOnUnder = await sending.goesOnUnder(letter.into)
  if (goesOnUnder === undefined) return { ended: 'put-off', reason: 'unreadable' }
  return attempt({ ...row, goesOnUnder }, looked, sending)
}
