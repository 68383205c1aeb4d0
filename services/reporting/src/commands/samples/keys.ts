import { createHash, createHmac } from 'node:crypto'

/**
 * The cases that a key draws. Each case has a place by HMAC-SHA256 of its id under the key (RFC 2104), and the first ones
 * are taken: a case doesn't change the place of another, the order in which they are given changes nothing, and a larger
 * sample holds a smaller one.
 * @param key 64 hexadecimal digits
 */
export function drawn(caseIds: readonly string[], key: string, size: number): string[] {
  const bytes = Buffer.from(key, 'hex')
  const placed = caseIds.map((id) => ({ id, place: createHmac('sha256', bytes).update(id).digest('hex') }))
  return placed
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id)
}

/** SHA-256 of the ids, sorted, one a line: whoever has the same cases has the same number. */
export function populationSum(caseIds: readonly string[]): string {
  const lines = caseIds.toSorted().map((id) => `${id}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** What is told of a key before it may be known: nobody finds another one for it. */
export function commitmentTo(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex')
}
