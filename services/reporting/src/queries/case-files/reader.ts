import { type Db, sharedQuestion } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { PriorityStep } from '@ventanilla/procedures'
import { activeTable } from '@ventanilla/projections'
import { type Link, lastSpell } from '../../domain/case-story.ts'
import { type ClockShown, shown } from '../../domain/clock-story.ts'
import type { MessageStory } from '../../domain/message-story.ts'
import { type Entry, note, timeline } from '../../domain/timeline.ts'
import { columns, NO_DATE } from './columns.ts'
import { alertsAt, factsAt, foldedUpTo } from './facts.ts'

/** What the lists tell of a case. */
export interface CaseFile {
  caseId: string
  entity: string
  radicado: string | null
  procedure: string | null
  procedureVersion: number | null
  family: string | null
  kind: string | null
  theme: string | null
  product: string | null
  channel: string | null
  point: string | null
  turn: string | null
  mode: string | null
  state: string | null
  stateSince: string | null
  /** What became last of its priority. */
  priority: PriorityStep | null
  priorityGround: string | null
  priorityOn: string | null
  area: string | null
  level: number | null
  officer: string | null
  receivedAt: string
  receivedOn: string
  open: boolean
  /** How many times. */
  reopened: number
  answeredOn: string | null
  closedOn: string | null
  outcome: string | null
  clockState: string | null
  /** Of the semáforo: the last rung passed, 'verde' before the first, 'vencido' past the end. */
  light: string | null
  due: string | null
  late: boolean | null
  extendedDays: number
  recordedBy: string | null
  externalRef: string | null
  flags: string[]
  /** The case that goes on in its place: this one is not open, and is answered with that one. */
  mergedInto: string | null
  /** What was answered in fields that indicators count, as `form.field`. */
  measures: Record<string, number | boolean> | null
  /** The cases that it goes on for. */
  merged: string[]
  /** Cases that aren't one matter with it, and what it is to each. */
  links: Link[]
  messages: { requested: number; sent: number; failed: number }
}

export interface CaseFileDetail extends CaseFile {
  timeline: readonly Entry[]
  /** All that have started, in that order: the term of the case, and those that run beside it. */
  clocks: readonly ClockShown[]
  sent: readonly Omit<MessageStory, 'messageId'>[]
  /** The cases that it is one matter with, each with its own history. */
  linked: readonly LinkedCase[]
}

export interface LinkedCase {
  caseId: string
  radicado: string | null
  answeredOn: string | null
  timeline: readonly Entry[]
}

export interface CaseFilesAsked {
  entity: string
  open?: boolean | undefined
  area?: string | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  after?: { receivedAt: string; caseId: string } | undefined
  limit: number
  /** Today in Bogotá: what was due before is overdue, told or not. */
  today: string
}

export type CaseFileRow = Record<keyof typeof columns, unknown> & { case_id: string; attend_by: string }

/** For numbers and checks, and in no list. */
const UNLISTED = [
  'timeline_sum',
  'tracking_hash',
  'clock_unit',
  'ended_on',
  'visits',
  'reached_level',
  'precedence',
]

const LISTED = Object.keys(columns)
  .filter((column) => !UNLISTED.includes(column))
  .map((column) => `"${column}"`)
  .join(', ')

/** Case files by the instant of reception; one more than `limit` when there are more. */
export async function readCaseFiles(db: Db, asked: CaseFilesAsked): Promise<CaseFile[]> {
  const { entity, open, area, kind, from, to, after, limit, today } = asked
  const rows = await db.query<CaseFileRow>(
    `select ${LISTED} from ${await activeTable(db, 'case_files')}
     where entity = $1 and received_at is not null
       and ($2::boolean is null or open = $2) and ($3::text is null or area = $3)
       and ($4::text is null or kind = $4)
       and ($5::date is null or received_on >= $5) and ($6::date is null or received_on <= $6)
       and ($7::timestamptz is null or (received_at, case_id) > ($7, $8::uuid))
     order by received_at, case_id limit $9`,
    [
      ...[entity, open ?? null, area ?? null, kind ?? null, from ?? null, to ?? null],
      ...[after?.receivedAt ?? null, after?.caseId ?? null, limit + 1],
    ],
  )
  return rows.map((row) => toCaseFile(row, today))
}

/** Reads single cases; those who ask at the same time are answered by one question. */
export function caseFileReader(db: Db, log: Pick<EventLog, 'stream'>) {
  type Found = CaseFileRow & { folded_up_to: number }

  const ask = sharedQuestion<{ caseId: string; table: string }, Map<string, Found>>(async (asked) => {
    const found = new Map<string, Found>()
    for (const [table, mine] of Map.groupBy(asked, ({ table }) => table)) {
      const rows = await db.query<Found>(
        `select ${LISTED}, ${foldedUpTo} from ${table} f
         where case_id = any ($2::uuid[]) and received_at is not null`,
        [table, mine.map(({ caseId }) => caseId)],
      )
      for (const row of rows) found.set(`${table} ${row.case_id}`, row)
    }
    return found
  })

  /**
   * One case with all that happened to it, row and story as of one position; undefined when nothing is known that came
   * in under this id.
   * @param known the table of the read model, for who has it; the one that serves otherwise
   */
  return async (caseId: string, today: string, known?: string): Promise<CaseFileDetail | undefined> => {
    const table = known ?? (await activeTable(db, 'case_files'))
    const found = (await ask({ caseId, table })).get(`${table} ${caseId}`)
    if (!found) return undefined
    const { folded_up_to, ...row } = found
    // Asked for after the row: a story that is older than it would lack what it has folded.
    const [{ story, messages, clocks, told: heard }, alerts] = await Promise.all([
      factsAt(log, caseId, folded_up_to),
      alertsAt(log, caseId, folded_up_to),
    ])
    const others = [...(story.merged ? [story.merged.into] : []), ...(story.goesOnFor ?? [])]
    const linked = await Promise.all(others.map((other) => linkedAt(log, other, folded_up_to)))
    const told = alerts.reduce((before, alert) => note(before, alert), heard)
    const sent = messages
      .toSorted((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1))
      .map(({ messageId: _, ...letter }) => letter)
    return { ...toCaseFile(row, today), timeline: timeline(told), clocks: clocks.map(shown), sent, linked }
  }
}

async function linkedAt(log: Pick<EventLog, 'stream'>, caseId: string, upTo: number): Promise<LinkedCase> {
  const { story, told } = await factsAt(log, caseId, upTo)
  const { answeredOn = null } = lastSpell(story)
  return { caseId, radicado: story.radicado ?? null, answeredOn, timeline: timeline(told) }
}

export function listedColumns(): string {
  return LISTED
}

export function toCaseFile(row: CaseFileRow, today: string): CaseFile {
  const due = row.attend_by === NO_DATE ? null : row.attend_by
  const overdue = row.open === true && due !== null && due < today
  return {
    ...(camelCased(row) as unknown as CaseFile),
    due,
    ...(overdue && { light: 'vencido' }),
    messages: {
      requested: row.messages_requested as number,
      sent: row.messages_sent as number,
      failed: row.messages_failed as number,
    },
  }
}

const APART = ['attend_by', 'messages_requested', 'messages_sent', 'messages_failed']

function camelCased(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !APART.includes(column))
      .map(([column, value]) => [
        column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  )
}
