import { SERVICES } from '@ventanilla/contracts'
import type { Mark, Withdrawn } from './marks.ts'

/** Whoever may write to the topic may have written this. @returns undefined for what no relay of ours writes */
export function readMark(value: Buffer | null, partitions: number): Mark | Withdrawn | undefined {
  try {
    const { source, instant, ends } = JSON.parse(String(value)) as Record<string, unknown>
    const known = SERVICES.find((service) => service === source)
    if (!known) return undefined
    if (ends === null) return { source: known, ends }
    return isInstant(instant) && areEnds(ends, partitions) ? { source: known, instant, ends } : undefined
  } catch {
    return undefined
  }
}

/** As `toISOString` writes one of our years; `Date.parse` alone takes 'zzz 1' for a date, and 30 February for March. */
function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== '2026-03-24T15:00:00.000Z'.length) return false
  const time = Date.parse(value)
  return !Number.isNaN(time) && new Date(time).toISOString() === value
}

function areEnds(value: unknown, partitions: number): value is Mark['ends'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(([number, end]) => {
    const partition = Number(number)
    const isPartition = Number.isInteger(partition) && partition >= 0 && partition < partitions
    return isPartition && String(partition) === number && Number.isSafeInteger(end) && end >= 0
  })
}
