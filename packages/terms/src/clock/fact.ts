import { addDays, bogotaDate, bogotaInstant, isLocalDate, type LocalDate } from '@ventanilla/calendar'

export const factTypes = [
  'received',
  'requirement-sent',
  'completed',
  'paused',
  'resumed',
  'extended',
  'interim-answer',
  'answered',
  'delivered',
  'bounced',
  'transferred',
  'withdrawn',
  'reopened',
] as const
export type FactType = (typeof factTypes)[number]

/** Something that happened to a case, as its clock sees it; what it doesn't use it hands on to the explanation. */
export interface ClockFact {
  readonly type: FactType
  /** ISO instant with its zone, or the local time of Bogotá without one: '2026-11-22T10:00', '2026-11-22'. */
  readonly at: string
  /** Where it stands in its log. Where every fact has one it orders them; else their instants do. */
  readonly order?: number
  /** Since when it is known, if later than it happened. */
  readonly knownAt?: string
  readonly actor?: string
  readonly reason?: string
  /** The norm it rests on. */
  readonly basis?: string
  readonly evidence?: string
  /** Of `extended`: so much of the term's unit on top, or the new last day; one of the two. */
  readonly days?: number
  readonly newDue?: LocalDate
  /** Of `extended`: the petitioner's month to complete instead of the authority's term. */
  readonly of?: 'term' | 'completion'
  /** Of `requirement-sent`: what is missing (art. 17), or that it can't be understood (art. 19). */
  readonly why?: 'incomplete' | 'not-understandable'
  /** Of `withdrawn`: since nothing was completed (by an act, art. 17; by law, Ley 1581 art. 15), not said by the petitioner. */
  readonly tacit?: boolean
  /** Of `reopened`. */
  readonly how?: 'remaining-days' | 'original-due' | 'new-term'
  /** Of `received`: attended before others (art. 20). */
  readonly priority?: boolean
}

/** A fact that can be read, with the day in Bogotá on which it happened. */
export interface ReadFact extends ClockFact {
  readonly instant: string
  readonly day: LocalDate
  /** Its place in the list it came in. */
  readonly index: number
}

const local = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$/
/** 'HH:MM:SS.mmm': what is finer than a millisecond is cut off. */
const finest = 12
/** The end of a day, written as an hour of it (ISO 8601). */
const dayEnd = /^24:00(:00(\.0+)?)?$/
/** What terms cover. */
export const [firstDay, lastDay] = ['1984-01-01', '2149-12-31']

/** As a Date reads it: 'T' between day and time, and minutes of the offset, which ISO 8601 lets be left out. */
function plain(at: string): string {
  return at
    .replace(' ', 'T')
    .replace(/(:[\d.]+[+-]\d{2}):?(\d{2})?$/, (_, time, minutes = '00') => `${time}:${minutes}`)
}

/** ISO UTC instant of a time with its zone, or of Bogotá without one; undefined if it is none that terms cover. */
export function instantOf(at: unknown): string | undefined {
  if (typeof at !== 'string') return undefined
  try {
    const zoneless = local.test(at)
    const written = zoneless ? at.slice(0, 10) : bogotaDate(plain(at))
    if (!isLocalDate(written)) return undefined
    const time = zoneless ? at.slice(11, 11 + finest) : ''
    const day = dayEnd.test(time) ? addDays(written, 1) : written
    if (day < firstDay || day > lastDay) return undefined
    if (!zoneless) return new Date(Date.parse(plain(at))).toISOString()
    return bogotaInstant(day, day === written ? time || '00:00' : '00:00')
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Malformed = 'fact-malformed' | 'type-unknown' | 'at-invalid' | 'field-invalid'

/** The fact, or why it can't be read. */
export function readFact(raw: unknown, index: number): ReadFact | Malformed {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return 'fact-malformed'
  const fact = raw as ClockFact
  if (!factTypes.includes(fact.type)) return 'type-unknown'
  const instant = instantOf(fact.at)
  if (instant === undefined) return 'at-invalid'
  if (!fields.every(([key, fits]) => fact[key] === undefined || fits(fact[key]))) return 'field-invalid'
  return { ...fact, instant, day: bogotaDate(instant), index }
}

const oneOf =
  (...values: string[]) =>
  (value: unknown) =>
    values.includes(value as string)
const text = (value: unknown) => typeof value === 'string'
const flag = (value: unknown) => typeof value === 'boolean'
const whole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

/** All that a fact may say; the rest is handed on and changes nothing. */
export const factFields = (): readonly string[] => ['type', 'at', ...fields.map(([name]) => name)]

const fields: readonly (readonly [keyof ClockFact, (value: unknown) => boolean])[] = [
  ['order', whole],
  ['knownAt', (value) => instantOf(value) !== undefined],
  ['actor', text],
  ['reason', text],
  ['basis', text],
  ['evidence', text],
  ['days', (value) => whole(value) && (value as number) >= 1],
  ['newDue', (value) => isLocalDate(value) && value >= firstDay && value <= lastDay],
  ['of', oneOf('term', 'completion')],
  ['why', oneOf('incomplete', 'not-understandable')],
  ['tacit', flag],
  ['how', oneOf('remaining-days', 'original-due', 'new-term')],
  ['priority', flag],
]
