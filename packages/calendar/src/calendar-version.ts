import { createHash } from 'node:crypto'
import { type HolidayRule, nationalRules } from './holiday-rules.ts'
import type { Overlay, Suspends } from './overlay.ts'
import type { Week } from './overlay-hours.ts'

/** 'co@1' for the rules of this program, 'co@<digest>' for others. */
export function nationalVersion(rules: readonly HolidayRule[]): string {
  return rules === nationalRules ? 'co@1' : `co@${digest(rules)}`
}

/** The same content gives the same version, however the file ordered its keys and days. */
export function overlaidVersion(
  id: string,
  overlays: readonly Overlay[],
  rules: readonly HolidayRule[],
): string {
  return `${id}@${digest([nationalVersion(rules), ...overlays.map(canonical)])}`
}

/**
 * What overlays could say from the first, in their first order, so that those of then keep their version; and, if
 * there is any, what they can say since.
 */
function canonical(overlay: Overlay): unknown {
  const { calendar, base, valid, closed, counted } = overlay
  const first = [
    ...[calendar, base, valid.from, valid.to],
    byDate(closed).map(({ date, by }) => [date, by]),
    byDate(counted).map(({ date, why }) => [date, why]),
  ]
  const later = Object.entries(laterOf(overlay)).filter(([, said]) => said !== undefined)
  return later.length === 0 ? first : [...first, later]
}

function laterOf({ issued, outside, closed, civic, attention, reception }: Overlay): Record<string, unknown> {
  const qualified = closed.filter(({ suspends, verified }) => suspends !== undefined || verified === false)
  return {
    issued: issued && [issued.on, issued.by],
    outside,
    closings: some(
      byDate(qualified).map((one) => [one.date, suspended(one.suspends), one.verified !== false]),
    ),
    civic: some(
      byDate(civic ?? []).map((one) => [
        ...[one.date, one.name, one.by, one.scope],
        ...[suspended(one.suspends), one.verified !== false],
      ]),
    ),
    attention: attention && weekOf(attention),
    reception: some(
      (reception ?? []).map(({ procedures, kinds, week }) => [
        ...[procedures?.toSorted() ?? null, kinds?.toSorted() ?? null],
        weekOf(week),
      ]),
    ),
  }
}

function some<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items
}

function byDate<T extends { date: string }>(days: readonly T[]): readonly T[] {
  return days.toSorted((one, other) => (one.date < other.date ? -1 : 1))
}

function suspended(suspends: Suspends | undefined): unknown {
  if (suspends === undefined || suspends === 'none') return suspends ?? 'all'
  return 'only' in suspends ? ['only', suspends.only.toSorted()] : ['except', suspends.except.toSorted()]
}

function weekOf(week: Week): unknown {
  const days = week.flatMap(({ days, hours }) =>
    days.map((day) => [day, hours.map(({ from, to }) => `${from}-${to}`).toSorted()] as const),
  )
  return days.toSorted(([one], [other]) => one - other)
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
}
