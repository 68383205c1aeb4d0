import { type CustomTypesConfig, types } from 'pg'

const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const DATE_ARRAY = 1182
const TIMESTAMPTZ_ARRAY = 1185
const INT8_ARRAY = 1016
const TEXT_ARRAY: number = 1009

/** Positions and counts are int8: a number is exact up to 2^53 and a silent rounding would lose an event. */
export function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number exactly`)
  return value
}

const ANY_TEXT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)([+-]\d\d)(?::?(\d\d))?$/

/** `2026-11-22 15:00:00.123456+00` → `2026-11-22T15:00:00.123Z`: microseconds are cut. `infinity` stays. */
export function isoInstant(text: string): string {
  // As the server writes all of them to a session in UTC: taken by its places, since each event of a log has two.
  if (text[10] === ' ' && text.endsWith('+00'))
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`
  if (text === 'infinity' || text === '-infinity') return text
  const other = ANY_TEXT.exec(text)
  if (!other) throw new RangeError(`timestamptz ${text} is outside the years 0001 to 9999`)
  return new Date(`${other[1]}T${other[2]}${other[3]}:${other[4] ?? '00'}`).toISOString()
}

const asText = (text: string): string => text

// Any array is written like one of texts: pg's own parser for text[] splits it, nested ones too.
const splitArray = types.getTypeParser(TEXT_ARRAY, 'text')
type Nested = string | null | Nested[]

function arrayOf<T>(item: (text: string) => T): (text: string) => unknown {
  const each = (entry: Nested): unknown =>
    Array.isArray(entry) ? entry.map(each) : entry === null ? null : item(entry)
  return (text) => each(splitArray(text))
}

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [DATE, asText],
  [TIMESTAMP, asText],
  [TIMESTAMPTZ, isoInstant],
  [INT8_ARRAY, arrayOf(safeInteger)],
  [DATE_ARRAY, arrayOf(asText)],
  [TIMESTAMPTZ_ARRAY, arrayOf(isoInstant)],
])

/**
 * int8 → number, date → 'YYYY-MM-DD', timestamptz → ISO UTC with milliseconds, timestamp → its text; the rest
 * as pg does (numeric stays a string). A Date would move a legal date by the machine's time zone.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'text' || format === undefined ? parsers.get(oid) : undefined) ??
    types.getTypeParser(oid, format ?? 'text'),
}
