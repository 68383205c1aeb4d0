import type { Append, EventLog, Recorded } from '@ventanilla/event-log'
import type { ClockStart } from '../domain/facts.ts'
import { waitsForLetters } from '../domain/rules.ts'
import type { CalendarBook } from './calendar-book.ts'
import type { ForOpen, InForce } from './calendar-in-force.ts'
import { type FoundClock, findClocks } from './read-clock.ts'
import { recountEvents, recounted } from './recount-clock.ts'
import { clockStream } from './streams.ts'

const consumer = 'recount'

/** Each calendar that is put in force for open terms is walked for once, from the first fact of the entity's log on. */
const sourceOf = (entity: string, { position }: ForOpen) => `calendar/${entity}@${position}`

/** How far the walk for a calendar has got in the entity's log. */
export function walkedTo(log: EventLog, entity: string, forOpen: ForOpen): Promise<number> {
  return log.place(consumer, sourceOf(entity, forOpen))
}

/** Whether all that were open when it was put in force have been looked at. */
export async function hasWalked(log: EventLog, entity: string, forOpen: ForOpen): Promise<boolean> {
  return (await walkedTo(log, entity, forOpen)) >= forOpen.position
}

/**
 * Who was deciding at that moment by the calendar before may still have written after it, so the walk goes on for a
 * while behind it. A program that stood still for longer is found out by whoever decides on its clocks next.
 */
const AFTERMATH_MS = 10 * 60_000

export interface WalkDeps {
  readonly log: EventLog
  readonly calendars: CalendarBook
}

export interface Walk {
  readonly entity: string
  readonly inForce: InForce & { readonly forOpen: ForOpen }
  /** Facts of the log that are read in a step. */
  readonly facts: number
  /** Up to where all that happened is known. */
  readonly knownUpTo: string
  /** Up to where it is known what was delivered. */
  readonly delivered: string
  /** Cases of which not all is known. */
  readonly parked: ReadonlySet<string>
}

/** Streams read at once, and clocks written at once. */
const BATCH = 200
const TRIES = 5

/**
 * A stretch of the walk: every clock that began in it, or that was written to after the calendar was in force, comes
 * under that calendar if it is open. Each is decided on what it is now, and written by itself under an id that derives
 * from the calendar's fact; then the walk's place moves. Broken off anywhere, it goes on from the place, and what was
 * done before is found done.
 * @returns 'on' when there may be more, 'here' at the end of the log, 'over' when nothing that follows concerns it
 */
export async function walkOn(deps: WalkDeps, walk: Walk): Promise<'on' | 'here' | 'over'> {
  const { entity, inForce, facts } = walk
  const { forOpen } = inForce
  const { log } = deps
  const place = await walkedTo(log, entity, forOpen)
  const events = await log.read(entity, place, facts)
  const end = Date.parse(forOpen.recordedAt) + AFTERMATH_MS
  const near = events.filter(({ recordedAt }) => Date.parse(recordedAt) <= end)
  const last = near.at(-1)
  if (last === undefined) return events.length > 0 ? 'over' : 'here'
  const ids = [...new Set(near.flatMap((event) => clockIn(event, forOpen)))]
  for (let from = 0; from < ids.length; from += BATCH)
    await takeAll(deps, walk, ids.slice(from, from + BATCH))
  const source = sourceOf(entity, forOpen)
  // Another process that was taken for dead may have moved it: then that one did all of this.
  await log.write(entity, {
    appends: [],
    places: [{ consumer, source, expected: place, next: last.position }],
  })
  return 'on'
}

/** What the walk itself writes lies in its way, and says that nothing is left to do. */
const ours = ['ClockRecounted', 'ClockWarned', 'ClockBreached']

function clockIn({ type, position, data }: Recorded, forOpen: ForOpen): string[] {
  const concerns = type === 'ClockStarted' || (position > forOpen.position && !ours.includes(type))
  return concerns && typeof data.clockId === 'string' ? [data.clockId] : []
}

/** A clock that was written to meanwhile is read and decided again. */
async function takeAll({ log, calendars }: WalkDeps, walk: Walk, ids: readonly string[]): Promise<void> {
  let left = ids
  for (let tried = 1; left.length > 0; tried++) {
    if (tried > TRIES) throw new Error(`${left.length} clocks were not recounted after ${TRIES} tries`)
    const appends = (await findClocks(log, calendars, left)).flatMap((found) => appendOf(found, walk))
    const written = await Promise.all(
      appends.map(async (append) => {
        const { outcome } = await log.write(walk.entity, { appends: [append] })
        return outcome === 'refused' ? append.stream : undefined
      }),
    )
    const refused = new Set(written)
    left = left.filter((id) => refused.has(clockStream(id)))
  }
}

function appendOf(found: FoundClock, walk: Walk): Append[] {
  const { inForce } = walk
  const { clockId } = found.start
  const { events } = recounted(found, inForce, { knownUpTo: knownOf(found.start, walk) })
  if (events.length === 0) return []
  const stream = clockStream(clockId)
  const written = recountEvents(events, found, inForce)
  return [{ stream, expected: found.version, events: written, actor: 'service:sla-clock' }]
}

/** What a term has reached is told up to here, and no further than all of it is known. */
function knownOf(start: ClockStart, { knownUpTo, delivered, parked }: Walk): string {
  // The answer may be what waits.
  if (parked.has(start.caseId)) return ''
  return waitsForLetters(start) && delivered < knownUpTo ? delivered : knownUpTo
}
