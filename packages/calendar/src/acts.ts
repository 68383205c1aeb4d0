import type { Special } from './day-kind.ts'
import { type LocalDate, toDayNumber } from './local-date.ts'
import type { Overlay, Suspends } from './overlay.ts'

/** The term that asks: a closing may suspend some regimes, or some kinds of request, and not others. */
export interface TermOf {
  readonly regime: string
  readonly kind?: string
}

/** What an overlay says of one day. */
export interface Act {
  readonly makes: Special
  /** Of a closing that doesn't suspend every term. */
  readonly suspends?: Suspends
}

/** The acts of all overlays by day number, in the order of the list. */
export function actsByDay(
  overlays: readonly Overlay[],
  national: ReadonlyMap<number, Special>,
): ReadonlyMap<number, readonly Act[]> {
  const acts = new Map<number, Act[]>()
  const add = (date: LocalDate, act: Act) => {
    const day = toDayNumber(date)
    acts.set(day, [...(acts.get(day) ?? []), act])
  }
  for (const { calendar, closed, civic = [], counted } of overlays) {
    for (const { date, by, suspends, verified } of closed) {
      const text = `cierre de la entidad: ${by}${doubt(verified)}`
      add(date, closing({ working: false, why: 'closed', text, source: by }, suspends))
    }
    for (const { date, name, by, scope, suspends, verified } of civic) {
      const whose = scope === 'national' ? 'día cívico nacional' : 'día cívico de la entidad'
      const text = `${whose}: ${name}${doubt(verified)}`
      add(date, closing({ working: false, why: 'civic-day', text, source: by }, suspends))
    }
    for (const { date, why } of counted) {
      const name = national.get(toDayNumber(date))?.text ?? 'festivo'
      const text = `${name}; la entidad lo cuenta como día hábil: ${why}`
      add(date, { makes: { working: true, why: 'counted-holiday', text, source: calendar } })
    }
  }
  return acts
}

/**
 * What a day is for a term; for none, what it is for attention, which every closing closes. The later act prevails,
 * but one that doesn't suspend the term takes nothing back from one that does.
 */
export function dayUnder(
  acts: readonly Act[],
  national: Special | undefined,
  term: TermOf | undefined,
): Special | undefined {
  let found = national
  for (const { makes, suspends } of acts) {
    if (term === undefined || suspendsTerm(suspends, term)) found = makes
    else found ??= notSuspended(makes)
  }
  return found
}

function suspendsTerm(suspends: Suspends | undefined, { regime, kind }: TermOf): boolean {
  if (suspends === undefined) return true
  if (suspends === 'none') return false
  const names = (ids: readonly string[]) => ids.includes(regime) || (kind !== undefined && ids.includes(kind))
  return 'only' in suspends ? names(suspends.only) : !names(suspends.except)
}

function notSuspended({ text, source }: Special): Special {
  const whole = `${text}; no suspende este término`
  return { working: true, why: 'closed-not-suspended', text: whole, ...(source !== undefined && { source }) }
}

function closing(makes: Special, suspends: Suspends | undefined): Act {
  return suspends === undefined ? { makes } : { makes, suspends }
}

function doubt(verified: boolean | undefined): string {
  return verified === false ? ' (sin verificar)' : ''
}
