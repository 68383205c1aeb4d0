import type { LocalDate } from '@ventanilla/calendar'
import type { DataOf, ExtensionNotCounted, PublicEvent } from '@ventanilla/contracts'
import { ownClocks } from '@ventanilla/procedures'

const notCounted: ExtensionNotCounted = 'extension-not-counted'

type Started = DataOf<'ventanilla.sla-clock.ClockStarted.v2'>

export type ClockState = 'running' | 'paused' | 'breached' | 'met' | 'cancelled'

/** What stopped the count, or let it go on. */
export interface ClockChange {
  readonly does: 'pauses' | 'resumes' | 'ends'
  readonly on: LocalDate
  readonly reason?: string
}

/** What the clock service tells of one clock, in its order; its last word counts. */
export interface ClockStory extends Omit<Started, 'caseId'> {
  readonly state: ClockState
  /** The last rung that it passed: 'verde' before the first one, 'vencido' past its end. */
  readonly light: string
  readonly extensions: readonly { readonly amount: number; readonly on: LocalDate }[]
  readonly changes: readonly ClockChange[]
  readonly metOn?: LocalDate
  readonly late?: boolean
  readonly flags: readonly string[]
}

/** Of one case, in the order in which they were started: few enough to look through, see `Messages`. */
export type Clocks = readonly ClockStory[]

export function tellClocks(clocks: Clocks, event: PublicEvent): Clocks {
  const { data } = event
  if (!('clockId' in data)) return clocks
  const place = clocks.findIndex(({ clockId }) => clockId === data.clockId)
  if (event.type === 'ventanilla.sla-clock.ClockStarted.v2') {
    const clock = started(event.data)
    return place === -1 ? [...clocks, clock] : clocks.with(place, clock)
  }
  const clock = clocks[place]
  return clock ? clocks.with(place, tellClock(clock, event)) : clocks
}

function started({ caseId: _, ...data }: Started): ClockStory {
  return { ...data, state: 'running', light: 'verde', extensions: [], changes: [], flags: [] }
}

function tellClock(clock: ClockStory, event: PublicEvent): ClockStory {
  switch (event.type) {
    case 'ventanilla.sla-clock.ClockExtended.v1':
      return extended(clock, event.data)
    case 'ventanilla.sla-clock.ClockRecounted.v1':
      return recounted(clock, event.data)
    case 'ventanilla.sla-clock.ClockPaused.v1':
      return { ...changed(clock, { does: 'pauses', ...event.data }), state: 'paused' }
    case 'ventanilla.sla-clock.ClockResumed.v1':
      return resumed(clock, event.data)
    case 'ventanilla.sla-clock.ClockWarned.v1':
      return isOfTerm(clock, event.data) ? { ...clock, light: event.data.rung } : clock
    case 'ventanilla.sla-clock.ClockBreached.v1':
      if (!isOfTerm(clock, event.data)) return clock
      return { ...clock, ...(clock.state === 'running' && { state: 'breached' }), light: 'vencido' }
    case 'ventanilla.sla-clock.ClockMet.v1': {
      const { on, due, late } = event.data
      return { ...changed(clock, { does: 'ends', on }), state: 'met', metOn: on, due, late }
    }
    case 'ventanilla.sla-clock.ClockCancelled.v1':
      return { ...changed(clock, { does: 'ends', on: event.data.on }), state: 'cancelled' }
    default:
      return clock
  }
}

/**
 * One that its law doesn't count moves nothing. The new end of another puts every rung ahead again; those that it
 * leaves behind are told anew.
 */
function extended(clock: ClockStory, data: DataOf<'ventanilla.sla-clock.ClockExtended.v1'>): ClockStory {
  const { amount, on, due, flags } = data
  const flagged = { ...clock, flags: [...new Set([...clock.flags, ...flags])].sort() }
  if (flags.includes(notCounted)) return flagged
  return {
    ...flagged,
    due,
    extensions: [...clock.extensions, { amount, on }],
    ...(clock.state === 'breached' && { state: 'running' }),
    ...(!isOver(clock) && { light: 'verde' }),
  }
}

/** Another calendar counts it: what its service says of it holds, and what moved is told anew. */
function recounted(clock: ClockStory, data: DataOf<'ventanilla.sla-clock.ClockRecounted.v1'>): ClockStory {
  const { calendar, due, state, rung } = data
  if (state === 'paused' || due === null) return { ...clock, calendar, state: 'paused' }
  return { ...clock, calendar, due, state, light: state === 'breached' ? 'vencido' : (rung ?? 'verde') }
}

/**
 * Of a clock that a message meets, what it reached may be told when it has stopped, which stands, or even when another
 * term runs: that has a light of its own.
 */
function isOfTerm({ due }: ClockStory, reached: { readonly due: LocalDate }): boolean {
  return reached.due === due
}

const isOver = ({ state }: ClockStory) => state === 'met' || state === 'cancelled'

/** Days that were left are left still, so the rung that was passed stays passed; a term that was over begins green. */
function resumed(clock: ClockStory, data: DataOf<'ventanilla.sla-clock.ClockResumed.v1'>): ClockStory {
  const { metOn: _, late: __, ...rest } = changed(clock, { does: 'resumes', ...data })
  return { ...rest, state: 'running', due: data.due, ...(clock.state !== 'paused' && { light: 'verde' }) }
}

function changed(clock: ClockStory, { does, on, reason }: ClockChange): ClockStory {
  const change = { does, on, ...(reason !== undefined && { reason }) }
  return { ...clock, changes: [...clock.changes, change] }
}

/**
 * The clock that a case is judged by: that of the term which routing opened it with. While that isn't known, the legal
 * one, that of the service agreement, or the first by name. Others that run beside it are never taken for it.
 */
export function principal(
  clocks: Clocks,
  terms: readonly { readonly clock: string }[] = [],
): ClockStory | undefined {
  const names = [...terms.map(({ clock }) => clock), ...ownClocks]
  const rank = ({ clock }: ClockStory) => (names.includes(clock) ? names.indexOf(clock) : names.length)
  return clocks.toSorted((a, b) => rank(a) - rank(b) || (a.clock < b.clock ? -1 : 1))[0]
}

/** A clock of a case as people read it. */
export interface ClockShown {
  readonly clockId: string
  readonly clock: string
  readonly state: ClockState
  readonly light: string
  /** None while it stands still. */
  readonly due: LocalDate | null
  readonly metOn: LocalDate | null
  readonly late: boolean | null
}

export function shown({ clockId, clock, state, light, due, metOn, late }: ClockStory): ClockShown {
  const told = { clockId, clock, state, light, due: state === 'paused' ? null : due }
  return { ...told, metOn: metOn ?? null, late: late ?? null }
}

/** The name of the clock that an event tells of; undefined for any other event. */
export function clockNamed(clocks: Clocks, { data }: PublicEvent): string | undefined {
  return 'clockId' in data ? clocks.find(({ clockId }) => clockId === data.clockId)?.clock : undefined
}
