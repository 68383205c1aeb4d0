import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { Counted } from './counted.ts'

/** Instants in milliseconds, half-open. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export const msPerHour = 3_600_000

/** The whole term with what was added to it, in milliseconds. */
export function wholeInMs({ term }: Counted): number {
  return msPerHour * term.extensions.reduce((sum, { amount }) => sum + amount, term.amount)
}

/**
 * What runs of each day: the hours that it is open, from the reception on, without those in which the term stood still,
 * and no longer than the whole of it.
 */
export function runningByDay(certificate: Counted): readonly (readonly Stretch[])[] {
  const { term, days, pauses } = certificate
  const received = Date.parse(term.receivedAt ?? '')
  const stops = pauses.map(({ fromAt, toAt }) => {
    return { from: Date.parse(fromAt ?? ''), to: toAt === null ? Number.POSITIVE_INFINITY : Date.parse(toAt) }
  })
  let left = wholeInMs(certificate)
  return days.map(({ date, open }) => {
    const free = (open ?? []).flatMap(({ from, to }) => {
      const stretch = { from: Math.max(instantOf(date, from), received), to: instantOf(date, to) }
      return stops.reduce((stretches, stop) => stretches.flatMap((one) => without(one, stop)), some(stretch))
    })
    return free.flatMap(({ from, to }) => {
      const ran = some({ from, to: Math.min(to, from + left) })
      left -= lengthOf(ran)
      return ran
    })
  })
}

export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0)
}

function without({ from, to }: Stretch, stop: Stretch): readonly Stretch[] {
  return [...some({ from, to: Math.min(to, stop.from) }), ...some({ from: Math.max(from, stop.to), to })]
}

const some = (stretch: Stretch): readonly Stretch[] => (stretch.from < stretch.to ? [stretch] : [])

function instantOf(date: string, time: string): number {
  return Date.parse(time === '24:00' ? bogotaInstant(addDays(date, 1)) : bogotaInstant(date, time))
}
