import { fold, isRefusal, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog } from '@ventanilla/event-log'
import type { BusinessClock } from '@ventanilla/runtime'
import {
  type ExtractIssued,
  extractDecider,
  type Issue,
  type ReleaseRefusal,
} from '../../domain/extract/decider.ts'
import type { Definition } from '../../domain/extract/definition.ts'
import { explained } from '../../domain/extract/explained.ts'
import { fileNameOf } from '../../domain/extract/render.ts'
import { endOfQuarter, parseQuarter, previousQuarter, type Quarter } from '../../domain/quarter.ts'
import type { Reached } from '../../reactions/reached.ts'
import { keeping, versionOf } from './definitions.ts'
import { type Folded, foldAgain, foldExtract } from './fold.ts'
import { extractId, extractStream, type Issued, issuesOf, type Period, readIssued } from './issued.ts'

export interface IssueDeps {
  readonly log: EventLog
  readonly clock: BusinessClock
  readonly reached: Pick<Reached, 'instant'>
  /** The format as the entity issues it; undefined for an entity that isn't known. */
  definitionOf(entity: string, format: string): Definition | undefined
}

export interface IssueOrder extends Period {
  readonly newCut: boolean
  readonly actor: string
  /** The idempotency key of the request, and what it stands for. */
  readonly claim?: { readonly key: string; readonly digest: string }
}

export interface IssueAnswer {
  /** `repeated`: the same request had been done before. */
  readonly outcome: 'issued' | 'existing' | 'repeated'
  readonly issued: Issued
  readonly folded: Folded
}

export type IssueRefusal =
  | ReleaseRefusal
  | Refusal<
      | 'bad-period'
      | 'extract-entity-unknown'
      | 'journal-behind'
      | 'extract-not-reproducible'
      | 'idempotency-key-reused'
    >

const TRIES = 5

/**
 * Issues a quarter's extract at the present cut. What was issued before is given again, folded to its own cut, unless
 * a new cut is asked for. Nothing is issued before the quarter is over and everything that happened in it has come in.
 */
export async function issueExtract(deps: IssueDeps, order: IssueOrder): Promise<IssueAnswer | IssueRefusal> {
  const { log, clock } = deps
  const quarter = parseQuarter(order.period)
  if (!quarter)
    return refuse('bad-period', { field: 'body.period', detail: 'Es un trimestre, como 2024-Q1.' })
  const definition = deps.definitionOf(order.entity, order.format)
  if (!definition) return refuse('extract-entity-unknown', { field: 'body.entity' })
  for (let tried = 1; tried <= TRIES; tried++) {
    const done = await repeated(log, order)
    if (done) return done
    const issues = await issuesOf(log, order)
    const last = issues.at(-1)
    if (last && !order.newCut) return again(log, last, 'existing')
    const early = await tooEarly(deps, quarter)
    if (early) return early
    const written = await attempt(log, { order, quarter, definition, now: clock.now(), former: last })
    if (written !== 'lost-race') return written
  }
  throw new Error(`another issue of ${order.period} came first, ${TRIES} times`)
}

/** The same request had an answer; or its key stands for another one. */
async function repeated(
  log: EventLog,
  { claim }: IssueOrder,
): Promise<IssueAnswer | IssueRefusal | undefined> {
  const claimed = claim && (await log.claim(claim.key))
  if (!claimed) return undefined
  if (claimed.digest !== claim.digest) return refuse('idempotency-key-reused')
  const issued = await readIssued(log, claimed.stream.replace(/^extract\//, ''))
  if (!issued) throw new Error(`${claim.key} stands for ${claimed.stream}, which is no extract`)
  return again(log, issued, 'repeated')
}

async function again(
  log: EventLog,
  issued: Issued,
  outcome: IssueAnswer['outcome'],
): Promise<IssueAnswer | IssueRefusal> {
  const { same, ...folded } = await foldAgain(log, issued)
  return same ? { outcome, issued, folded } : refuse('extract-not-reproducible')
}

async function tooEarly({ clock, reached }: IssueDeps, quarter: Quarter): Promise<IssueRefusal | undefined> {
  const end = endOfQuarter(quarter)
  const detail = `El trimestre termina el ${quarter.last}.`
  if (clock.now() < end) return refuse('quarter-not-over', { field: 'body.period', detail })
  const behind = []
  for (const source of ['intake', 'routing'] as const) {
    const instant = await reached.instant(source)
    if (instant === undefined || instant < end) behind.push(source)
  }
  if (behind.length === 0) return undefined
  return refuse('journal-behind', {
    detail: `Faltan por llegar hechos del trimestre, de: ${behind.join(', ')}.`,
  })
}

interface Attempt {
  readonly order: IssueOrder
  readonly quarter: Quarter
  readonly definition: Definition
  readonly now: string
  readonly former: Issued | undefined
}

async function attempt(log: EventLog, given: Attempt): Promise<IssueAnswer | IssueRefusal | 'lost-race'> {
  const { order, now } = given
  const { folded, command } = await draft(log, given)
  const stream = extractStream(command.facts.extractId)
  const history = (await log.stream(stream)).events as unknown as ExtractIssued[]
  const decision = extractDecider.decide(command, fold(extractDecider, history))
  if (isRefusal(decision)) return decision
  const [event] = decision
  if (!event) return 'lost-race'
  const written = await log.write(order.entity, { appends: await appendsOf(log, given, stream, event) })
  if (written.outcome === 'written') {
    const issued = { entity: order.entity, at: now, actor: order.actor, facts: event.data }
    return { outcome: 'issued', issued, folded }
  }
  // Another of the same key has just been written: the next round finds what it did.
  return 'lost-race'
}

/** What would be issued at the present cut. */
async function draft(
  log: EventLog,
  { order, quarter, definition, now, former }: Attempt,
): Promise<{ folded: Folded; command: Issue }> {
  const { entity, format, period } = order
  const cut = await log.head(entity)
  const before = previousQuarter(quarter)
  const previous = before && (await issuesOf(log, { entity, format, period: before.period })).at(-1)
  const against = { ...(former && { former }), ...(previous && { previous }) }
  const folded = await foldExtract(log, { entity, quarter, definition, cut, ...against })
  const issue = (former?.facts.issue ?? 0) + 1
  const facts: Issue['facts'] = {
    ...{ extractId: extractId(order, issue), format, period, issue, cut },
    definition: { id: definition.id, version: versionOf(definition) },
    ...{ fileName: fileNameOf(definition, quarter), sha256: folded.sha256 },
    ...(former && { former: former.facts.extractId }),
    ...(previous && { previous: previous.facts.extractId }),
  }
  const command: Issue = {
    ...{ now, quarter, definition, facts, table: folded.table, lines: folded.lines },
    placements: [...folded.placements.values()],
    ...(previous && {
      carried: { table: previous.facts.table, explained: explained(folded.carried, definition) },
    }),
  }
  return { folded, command }
}

/** The fact and, the first time, the definition that it was made by: both or neither. */
async function appendsOf(
  log: EventLog,
  { order: { entity, actor, claim }, definition, now }: Attempt,
  stream: string,
  { type, data }: ExtractIssued,
): Promise<Append[]> {
  const kept = await keeping(log, entity, definition, now)
  const event = { id: deriveId(stream), type, at: now, data: data as unknown as JsonObject }
  const issued = { stream, expected: 0, events: [event], actor, ...(claim && { claim }) }
  return [...(kept ? [kept] : []), issued]
}
