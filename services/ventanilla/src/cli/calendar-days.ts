import { type Holiday, holidays, type Overlay, type Suspends } from '@ventanilla/calendar'

/** A day that doesn't count, or not for every term. */
export interface ListedDay extends Holiday {
  /** Of a closing: the terms it suspends; absent is all. */
  readonly suspends?: Suspends
  /** False where nobody has verified that the act binds the entity. */
  readonly verified?: false
}

/** Holidays of some years and what overlays make of them. Where two speak of one day the later prevails, as it does when days are counted. */
export function listedDays(first: number, last: number, overlays: readonly Overlay[]): readonly ListedDay[] {
  const national = holidays(first, last)
  const acts = new Map<string, ListedDay | undefined>()
  for (const { closed, civic = [], counted } of overlays) {
    for (const { date, by, ...how } of closed) {
      acts.set(date, { date, name: 'Cierre de la entidad', rule: 'overlay-closed', source: by, ...told(how) })
    }
    for (const { date, name, by, scope, ...how } of civic) {
      const rule = `overlay-civic ${scope}`
      acts.set(date, { date, name: `Día cívico: ${name}`, rule, source: by, ...told(how) })
    }
    for (const { date } of counted) acts.set(date, undefined)
  }
  const kept = national.filter(({ date }) => !acts.has(date) || acts.get(date) !== undefined)
  const dates = new Set(kept.map(({ date }) => date))
  const added = [...acts.values()].filter(
    (day) =>
      day !== undefined &&
      !dates.has(day.date) &&
      day.date >= `${first}-01-01` &&
      day.date <= `${last}-12-31`,
  )
  return [...kept, ...(added as ListedDay[])].sort((one, other) =>
    one.date < other.date ? -1 : one.date > other.date ? 1 : 0,
  )
}

function told(how: { suspends?: Suspends | undefined; verified?: boolean | undefined }) {
  return {
    ...(how.suspends !== undefined && { suspends: how.suspends }),
    ...(how.verified === false && { verified: false as const }),
  }
}

/** Which terms a closing suspends, in words; nothing of a holiday, which no term counts. */
export function suspendedTerms({ rule, suspends }: ListedDay): string {
  if (!rule.startsWith('overlay-')) return ''
  if (suspends === undefined) return 'todos'
  if (suspends === 'none') return 'ninguno'
  return 'only' in suspends ? `solo ${suspends.only.join(', ')}` : `todos menos ${suspends.except.join(', ')}`
}
