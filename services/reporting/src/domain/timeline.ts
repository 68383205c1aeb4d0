import type { PublicEvent, PublicType, ServiceName } from '@ventanilla/contracts'
import type { Json } from '@ventanilla/decider'

/** One line of what happened to a case: the name of the fact, its business instant, and the words worth showing. */
export interface Entry {
  readonly type: string
  readonly at: string
  readonly data: Readonly<Record<string, Json>>
}

/** What each publisher told, in its own order. */
export type Told = Readonly<Partial<Record<ServiceName, readonly Entry[]>>>

/** Fields that are shown. What isn't named here (references, hashes, numbers of arrival) stays out. */
const SHOWN = [
  ...[
    'kind',
    'channel',
    'theme',
    'product',
    'state',
    'area',
    'level',
    'from',
    'to',
    'reason',
    'on',
    'outcome',
  ],
  ...['fromVersion', 'procedureVersion'],
  ...['is', 'ground'],
  ...['into', 'merged', 'released', 'with', 'other', 'link', 'side'],
  ...['clock', 'amount', 'unit', 'before', 'due', 'late', 'rung', 'act', 'template', 'flags', 'recordedBy'],
]

/** A message is sent when it is: that instant says more of the machine than of the case, and isn't part of this. */
const LEFT_OUT: readonly string[] = [
  'ventanilla.notification.MessageSent.v1',
  'ventanilla.notification.MessageFailed.v1',
] satisfies readonly PublicType[]

/**
 * A number that says which lines a timeline has, in whatever order they came: of two that lack or repeat a different
 * one it differs, all but surely. Counting it costs a tenth of keeping the lines.
 */
export function sumWith(sum: number, { type, at }: PublicEvent): number {
  return LEFT_OUT.includes(type) ? sum : (sum + fnv1a(`${type} ${at}`)) % 2 ** 32
}

/** Fowler, Noll and Vo's hash of 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const nameOf = (type: string) => type.split('.')[2] ?? type

/** @param clock the name of the one that is told of: several may run on a case */
export function note(told: Told, { source, type, at, data }: PublicEvent, clock?: string): Told {
  if (LEFT_OUT.includes(type)) return told
  const fields = data as unknown as Record<string, Json>
  const shown: Record<string, Json> = clock === undefined ? {} : { clock }
  for (const key of SHOWN) {
    const value = fields[key]
    if (value !== undefined) shown[key] = value
  }
  return { ...told, [source]: [...(told[source] ?? []), { type: nameOf(type), at, data: shown }] }
}

/** The order in which a fact travels. */
const PUBLISHERS: readonly ServiceName[] = ['intake', 'routing', 'sla-clock', 'notification', 'reporting']

/** All of it by instant; at one instant by publisher, whatever came first. */
export function timeline(told: Told): readonly Entry[] {
  const entries = PUBLISHERS.flatMap((source) => told[source] ?? [])
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
