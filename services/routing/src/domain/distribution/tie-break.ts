/**
 * A number of 32 bits that follows from a case and an officer alone (FNV-1a, stirred as MurmurHash3 ends): the same
 * everywhere and always, and for another case in another order.
 */
export function tieBreak(caseId: string, officer: string): number {
  let hash = 0x811c9dc5
  for (const unit of `${caseId} ${officer}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
