import type { ClockEffect, DeclaredClock, Procedure } from '@ventanilla/procedures'
import type { HeardOfCase } from '../domain/case-clocks.ts'
import type { CaseFact, Reopening } from '../domain/facts.ts'
import { type Effect, factOf, inOrder } from './declared-facts.ts'
import { meets } from './declared-meets.ts'

/** What a clock that a procedure declares begins by, and what happens to it then. */
export interface Life {
  readonly begins?: HeardOfCase | 'opening'
  readonly facts: readonly { readonly fact: CaseFact; readonly at: string }[]
}

/** Where a case is on its way, and how a clock of it stands. */
interface Course {
  /** The level that it is at, and the last one that it was at while its term wasn't over. */
  readonly level?: number
  readonly workedAt?: number
  /** What the state of the case does to its term. */
  readonly effect: ClockEffect
  /** `done`: it was met by itself. `over`: it ended with its case, and may go on with it. */
  readonly clock: 'waits' | 'goes' | 'done' | 'over'
}

interface Of {
  readonly clock: DeclaredClock
  readonly procedure: Procedure
}

interface Turn {
  readonly clock: Course['clock']
  readonly does?: Effect
}

/**
 * What is heard of a case, as one declared clock takes it.
 *
 *   waits ──what starts it──► goes ──what meets it──► done ──what starts it──► goes, anew
 *                             goes ──the end of the case──► over ──the case is opened again──► goes, as `reopens` says
 *
 * What meets it together with the end of its case (the answer, a move into that end) leaves it over, too. A case that
 * ends without what would have met the clock ends it unmet. What starts it while it goes on changes nothing; an ended
 * one begins anew.
 */
export function lifeOf(clock: DeclaredClock, procedure: Procedure, known: readonly HeardOfCase[]): Life {
  const atOnce = startsWithCase(clock, procedure)
  let course: Course = { effect: 'runs', clock: atOnce ? 'goes' : 'waits' }
  let begins: Life['begins'] = atOnce ? 'opening' : undefined
  const facts: { fact: CaseFact; at: string }[] = []
  for (const heard of inOrder(known, clock)) {
    const here = movedOn(course, heard)
    const turn = turnOf({ clock, procedure }, course, here, heard)
    if (course.clock === 'waits' && turn.clock === 'goes') begins = heard
    if (turn.does) facts.push({ fact: factOf(clock, heard, turn.does), at: heard.at })
    course = { ...here, clock: turn.clock }
  }
  return { ...(begins && { begins }), facts }
}

function turnOf(of: Of, before: Course, here: Course, heard: HeardOfCase): Turn {
  return before.clock === 'goes' ? whileGoing(of, before, here, heard) : whileNot(of, before, here, heard)
}

function whileGoing({ clock, procedure }: Of, before: Course, here: Course, heard: HeardOfCase): Turn {
  const ends = endsCase(before, heard)
  if (meets(clock, procedure, heard)) {
    const over = ends || heard.what === 'answered'
    return { clock: over ? 'over' : 'done', does: { effect: 'ends', answered: true } }
  }
  if (ends && !startsBy(clock, before, here, heard))
    return { clock: 'over', does: { effect: 'ends', answered: false } }
  if (!clock.pauses || before.effect === here.effect) return { clock: 'goes' }
  return { clock: 'goes', does: { effect: standsStill(clock, here) ? 'stops' : 'runs' } }
}

function whileNot({ clock }: Of, before: Course, here: Course, heard: HeardOfCase): Turn {
  const stands = standsStill(clock, here)
  const goes = (reopens: Reopening): Turn => {
    return { clock: 'goes', does: { effect: stands ? 'stops' : 'runs', reopens } }
  }
  const reopened = before.effect === 'ends' && here.effect !== 'ends'
  if (before.clock === 'over' && reopened && clock.reopens !== 'stays' && isThere(clock, here))
    return goes(clock.reopens)
  if (!startsBy(clock, before, here, heard)) return { clock: before.clock }
  if (before.clock !== 'waits') return goes('new-term')
  return { clock: 'goes', ...(stands && { does: { effect: 'stops' } }) }
}

function standsStill({ pauses }: DeclaredClock, { effect }: Course): boolean {
  return pauses && effect === 'stops'
}

function movedOn(before: Course, heard: HeardOfCase): Course {
  const level = heard.what === 'assigned' ? heard.level : before.level
  const effect = heard.what === 'moved' ? heard.clock : before.effect
  const workedAt = effect === 'ends' ? before.workedAt : level
  return {
    ...before,
    effect,
    ...(level !== undefined && { level }),
    ...(workedAt !== undefined && { workedAt }),
  }
}

/** No move leads into the state in which every case is opened. */
function startsWithCase({ starts }: DeclaredClock, { initial }: Procedure): boolean {
  return starts === 'opening' || ('state' in starts && starts.state === initial)
}

/** Whether the case comes to its end, or to where nothing is left to be done. */
function endsCase({ effect }: Course, heard: HeardOfCase): boolean {
  if (heard.what !== 'moved') return false
  return (heard.clock === 'ends' && effect !== 'ends') || heard.final === true
}

/** A case that comes to a level while its term is over comes to it, if at all, when it is opened again. */
function startsBy({ starts }: DeclaredClock, before: Course, here: Course, heard: HeardOfCase): boolean {
  if (starts === 'opening') return false
  if ('state' in starts)
    return heard.what === 'moved' && heard.to === starts.state && heard.from !== starts.state
  return here.workedAt === starts.level && before.workedAt !== starts.level
}

function isThere({ starts }: DeclaredClock, { level }: Course): boolean {
  return typeof starts === 'string' || !('level' in starts) || level === starts.level
}
