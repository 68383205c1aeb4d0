import { bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { ExtensionNotCounted } from '@ventanilla/contracts'
import { type Decision, type Refusal, refuse } from '@ventanilla/decider'
import { dueIfResumed, longestIn, termInWords } from '@ventanilla/terms'
import type { ClockEvent, ClockExtended } from './clock-events.ts'
import { type Clock, evolve } from './clock-state.ts'
import type { ClockStart, Extension } from './facts.ts'
import { history } from './history.ts'
import { refusedByLaw } from './law-extension.ts'
import { type ClockStanding, standing } from './standing.ts'
import { reachedBefore, tell } from './tell.ts'
import { extensionFact } from './to-facts.ts'

const notCounted: ExtensionNotCounted = 'extension-not-counted'

/** More of the term's unit is granted. What another system granted (`recordedBy`) is a fact, and only flagged. */
export interface Extend {
  readonly type: 'Extend'
  readonly amount: number
  /** The day on which it was granted, and today's. */
  readonly on: LocalDate
  readonly today: LocalDate
  /** The present instant, where more than today's day is known. */
  readonly at?: string
  readonly reasonRef?: string
  readonly recordedBy?: string
  readonly calendar: Calendar
}

/** What no system can have done. */
type Nonsense = 'extension-in-future' | 'term-too-long'
/** What a user may not do, and is flagged when another system did it. */
type Forbidden =
  | 'clock-resting'
  | 'clock-ended'
  | 'clock-paused'
  | 'extension-before-received'
  | 'extension-after-due'
  | 'already-extended'
  | 'extension-not-allowed'
  | 'extension-beyond-double'
  | 'extension-beyond-limit'
export type ExtendRefusal = Nonsense | Forbidden

export function extend(
  start: ClockStart,
  clock: Clock,
  command: Extend,
): Decision<ClockEvent, ExtendRefusal> {
  const { calendar, recordedBy } = command
  const before = standing(start, clock, calendar)
  const nonsense = impossible(start, before, command)
  if (nonsense) return nonsense
  const broken = [...resting(clock), ...forbidden(start, before, command)]
  const [first] = broken
  if (first && recordedBy === undefined) return first
  const running = before.term.phase.is === 'running'
  const granted = extensionOf(start, command)
  const passed = running ? reachedBefore(start, clock, extensionFact(granted).instant, calendar) : []
  const lengthened = {
    ...passed.reduce(evolve, clock),
    extensions: [...clock.extensions, granted],
  }
  const unlawful = refusedByLaw(start, lengthened, granted, calendar)
  if (unlawful && recordedBy === undefined) return unlawful
  const codes = [...broken, ...(unlawful ? [unlawful] : [])].map(({ refused }) => refused)
  const flags = [...new Set(codes), ...(unlawful ? [notCounted] : [])]
  const after = standing(start, lengthened, calendar)
  return [
    ...passed,
    extended(start, command, flags, after),
    ...judgedAgain(start, lengthened, before, after, calendar),
  ]
}

function impossible(
  { amount: term, unit }: ClockStart,
  { extension }: ClockStanding,
  { on, today, amount }: Extend,
): Refusal<Nonsense> | undefined {
  if (on > today)
    return refuse('extension-in-future', {
      field: 'body.on',
      detail: `La prórroga es del ${on}, un día que no ha llegado.`,
    })
  const longest = longestIn(unit)
  if (term + extension + amount > longest)
    return refuse('term-too-long', {
      field: 'body.amount',
      detail: `El término pasaría de ${termInWords(longest, unit)}.`,
    })
  return undefined
}

function resting({ aside }: Clock): Refusal<Forbidden>[] {
  if (aside === undefined) return []
  return [
    refuse('clock-resting', { detail: 'El caso está acumulado en otro: prorrogue el plazo del que sigue.' }),
  ]
}

/** Every rule that the extension breaks, the one that matters most first. */
function* forbidden(
  start: ClockStart,
  { term, due, count, extension, extensions }: ClockStanding,
  command: Extend,
): Generator<Refusal<Forbidden>> {
  const { amount, on } = command
  const { phase } = term
  if (phase.is === 'met' || phase.is === 'cancelled')
    yield refuse('clock-ended', { detail: `El término ya no corre: el caso terminó el ${phase.on}.` })
  if (phase.is === 'paused')
    yield refuse('clock-paused', { detail: `El término está suspendido desde el ${phase.since}.` })
  if (on < term.received)
    yield refuse('extension-before-received', {
      field: 'body.on',
      detail: `El término se cuenta desde el ${term.received}.`,
    })
  if (due !== undefined && count.endsAt !== undefined && toldAt(command) >= count.endsAt)
    yield refuse('extension-after-due', {
      field: 'body.on',
      detail: `El término venció el ${due}: solo se prorroga antes.`,
    })
  if (extensions.length > 0)
    yield refuse('already-extended', {
      detail: `El término ya se prorrogó ${termInWords(extension, start.unit)}.`,
    })
  const { longestExtension } = start.rules
  if (longestExtension === 0)
    yield refuse('extension-not-allowed', { detail: `El régimen ${start.regime} no admite prórroga.` })
  // Art. 14 par.: the whole may not pass twice the first term.
  else if (extension + amount > longestExtension)
    yield refuse(longestExtension === start.amount ? 'extension-beyond-double' : 'extension-beyond-limit', {
      field: 'body.amount',
      detail: `Se pueden agregar ${termInWords(Math.max(0, longestExtension - extension), start.unit)} como máximo.`,
    })
}

/**
 * Ley 1755 de 2015, art. 14 par.: the petitioner is told before the term ends. Here that is today's matter, whatever day
 * the user writes; another system did it on the day it says, of which all of the day is taken.
 */
function toldAt({ on, today, at, recordedBy }: Extend): string {
  if (recordedBy === undefined && today > on) return at ?? bogotaInstant(today)
  return (on === today ? at : undefined) ?? bogotaInstant(on, '23:59:59.999')
}

/** Under a law the instant of one that is granted today counts; a term that was agreed knows days. */
function extensionOf({ law }: ClockStart, { amount, on, today, at }: Extend): Extension {
  return { amount, on, ...(law && on === today && at !== undefined && { at }) }
}

function extended(
  start: ClockStart,
  command: Extend,
  flags: readonly string[],
  { count, ahead, term, extension, state }: ClockStanding,
): ClockExtended {
  const { clockId, caseId } = start
  const { on, reasonRef, recordedBy, calendar } = command
  return {
    type: 'ClockExtended',
    data: {
      ...{ clockId, caseId, ...extensionOf(start, command), flags, extension },
      ...{ due: dueIfResumed(count, on, calendar), marks: ahead, received: term.received },
      breached: state === 'breached',
      ...(reasonRef !== undefined && { reasonRef }),
      ...(recordedBy !== undefined && { recordedBy }),
    },
  }
}

/** An extension that was recorded after the answer may make it timely: the meeting is told again. */
function judgedAgain(
  start: ClockStart,
  clock: Clock,
  before: ClockStanding,
  after: ClockStanding,
  calendar: Calendar,
): readonly ClockEvent[] {
  if (after.state !== 'met' || (after.due === before.due && after.late === before.late)) return []
  const last = history(start, clock, calendar).chapters.at(-1)
  return last ? [tell(start, clock, last, calendar)] : []
}
