import type { ColumnType, Row } from '@ventanilla/projections'
import { kindOf, productOf, receivedAt, receivedOn, themeOf } from '../../domain/case-facts.ts'
import type { CaseStanding } from '../../domain/case-file.ts'
import { lastSpell } from '../../domain/case-story.ts'
import { type ClockStory, principal } from '../../domain/clock-story.ts'
import { countMessages } from '../../domain/message-story.ts'

/** The place in a list by due date of what has none. */
export const NO_DATE = '9999-12-31'

/** One row a case. */
export const own = { case_id: 'uuid', entity: 'text' } as const satisfies Record<string, ColumnType>

/** What follows from the facts. */
export const derived = {
  radicado: 'text',
  procedure: 'text',
  procedure_version: 'integer',
  family: 'text',
  kind: 'text',
  theme: 'text',
  product: 'text',
  channel: 'text',
  point: 'text',
  turn: 'text',
  mode: 'text',
  state: 'text',
  state_since: 'date',
  priority: 'text',
  priority_ground: 'text',
  priority_on: 'date',
  precedence: 'integer',
  area: 'text',
  level: 'integer',
  reached_level: 'integer',
  officer: 'text',
  received_at: 'timestamptz',
  received_on: 'date',
  open: 'boolean',
  reopened: 'integer',
  answered_on: 'date',
  closed_on: 'date',
  outcome: 'text',
  clock_state: 'text',
  light: 'text',
  due: 'date',
  attend_by: 'date',
  clock_unit: 'text',
  ended_on: 'date',
  visits: 'jsonb',
  late: 'boolean',
  extended_days: 'integer',
  recorded_by: 'text',
  external_ref: 'text',
  tracking_hash: 'text',
  flags: 'jsonb',
  merged_into: 'uuid',
  merged: 'jsonb',
  links: 'jsonb',
  measures: 'jsonb',
  messages_requested: 'integer',
  messages_sent: 'integer',
  messages_failed: 'integer',
  timeline_sum: 'bigint',
} as const satisfies Record<string, ColumnType>

export const columns = { ...own, ...derived } as const

export type CaseFileColumn = keyof typeof columns

/**
 * Left out of the digest: the radicado is given in the order of arrival, and the hash of a tracking code is made with
 * the key of the installation.
 */
export const volatile = ['radicado', 'tracking_hash'] as const satisfies readonly CaseFileColumn[]

export function derivedOf({ standing }: Row): Row {
  const all = standing as unknown as CaseStanding
  return { ...caseColumns(all), ...clockColumns(all), visits: visitsOf(all), ...tellingColumns(all) }
}

function caseColumns({ story }: CaseStanding): Row {
  const { filing, opened, assigned, spells } = story
  const { answeredOn, outcome, to } = lastSpell(story)
  const received = receivedOn(story)
  return {
    radicado: story.radicado,
    procedure: opened?.procedure ?? filing?.procedure,
    procedure_version: opened?.procedureVersion,
    family: opened?.family,
    kind: kindOf(story),
    theme: themeOf(story),
    product: productOf(story),
    channel: opened?.channel ?? filing?.channel,
    point: filing?.point,
    turn: filing?.turn,
    mode: filing?.mode,
    state: story.state,
    state_since: story.stateSince,
    ...priorityColumns(story),
    area: assigned?.area,
    level: assigned?.level,
    reached_level: story.reachedLevel,
    officer: assigned?.officer,
    received_at: receivedAt(story),
    received_on: received,
    open: received !== undefined && to === undefined && story.merged === undefined,
    reopened: spells.length - 1,
    answered_on: answeredOn,
    closed_on: story.closedOn,
    outcome,
    recorded_by: filing?.recordedBy ?? opened?.recordedBy,
    external_ref: filing?.externalRef,
    tracking_hash: filing?.trackingHash,
    merged_into: story.merged?.into,
    merged: [...(story.goesOnFor ?? [])],
    links: (story.links ?? []).map((one) => ({ ...one })),
    measures: story.measures,
  }
}

/** What has priority is attended before all else. */
function priorityColumns({ priority }: CaseStanding['story']): Row {
  return {
    priority: priority?.is,
    priority_ground: priority?.ground,
    priority_on: priority?.on,
    precedence: priority?.is === 'granted' ? 0 : 1,
  }
}

/** A term that stands still has no due date: it will get one when it goes on. */
function clockColumns({ story, clocks }: CaseStanding): Row {
  const clock = principal(clocks, story.opened?.terms)
  const due = clock?.state === 'paused' ? undefined : clock?.due
  return {
    clock_state: clock?.state,
    light: clock?.light,
    due,
    attend_by: due ?? NO_DATE,
    clock_unit: clock?.unit,
    ended_on: endedOn(story, clock),
    late: clock?.late,
    extended_days: (clock?.extensions ?? []).reduce((sum, { amount }) => sum + amount, 0),
  }
}

/** Area and seconds, short: `[["cartera", 1704898800, 1705244400], ["juridica", 1705244400, null]]`. */
function visitsOf({ queue }: CaseStanding): Row[string] {
  return queue.visits.map(({ area, from, to }) => [area, from, to ?? null])
}

/** The day on which it left its queue: that of its term, which may be met before the case is closed, or the case's own; of one that rests, that on which it came to rest. */
function endedOn(story: CaseStanding['story'], clock: ClockStory | undefined): string | undefined {
  const { to } = lastSpell(story)
  return to === undefined ? story.merged?.on : (clock?.metOn ?? to)
}

function tellingColumns({ story, clocks, messages, sum }: CaseStanding): Row {
  const flags = [...story.flags, ...clocks.flatMap((clock) => clock.flags)]
  return {
    flags: [...new Set(flags)].sort(),
    messages_requested: messages.length,
    messages_sent: countMessages(messages, 'sent'),
    messages_failed: countMessages(messages, 'failed'),
    timeline_sum: sum,
  }
}
