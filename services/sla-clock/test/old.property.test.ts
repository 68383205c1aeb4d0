import { fold } from '@ventanilla/decider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import { explain } from '../src/domain/explain.ts'
import type { CaseFact, ClockStart } from '../src/domain/facts.ts'
import { withFact } from '../src/domain/history.ts'
import { clockDecider as oldDecider } from './old/clock.ts'
import { explain as oldExplain } from './old/explain.ts'
import { history } from './old/history.ts'
import { calendar, histories, live } from './support/histories.ts'

/** What the old count tells of a life, and where it ends. */
function oldLife(start: ClockStart, commands: readonly ClockCommand[]) {
  let state = oldDecider.initial
  const told: unknown[] = []
  for (const one of [{ type: 'Start', start, calendar } as const, ...commands]) {
    const decision = oldDecider.decide(one, state)
    if ('refused' in decision) continue
    told.push(...decision)
    state = fold(oldDecider, decision, state)
  }
  return { told, state }
}

/**
 * Where the old count was wrong, and the new one isn't: a day on which a term stopped, which counts, was taken back
 * when its case ended on that day and was opened again; and the day of an answer after another end was counted when
 * the case was opened again, although the procedure says that such a day isn't.
 */
function wasWrong(start: ClockStart, commands: readonly ClockCommand[]): boolean {
  const facts = commands.flatMap((one) => (one.type === 'Hear' ? [one.fact] : []))
  return facts.some((_, last) => reopensWrongly(start, facts.slice(0, last + 1)))
}

function reopensWrongly(start: ClockStart, heard: readonly CaseFact[]): boolean {
  const facts = heard.reduce<readonly CaseFact[]>((all, one) => withFact(all, one), [])
  const chapters = history(start, facts)
  const counts = start.rules.pauseDay === 'counts'
  return chapters.some(({ tells }, index) => {
    const [before, end] = [chapters[index - 2], chapters[index - 1]]
    if (tells !== 'ClockResumed' || !before || !end || !('from' in end.term.phase)) return false
    if (before.tells === 'ClockPaused') return counts && end.fact.on <= before.fact.on
    return !counts && before.tells === 'ClockCancelled' && end.tells === 'ClockMet'
  })
}

it('the old count and the new one tell and explain the same, of any history of the old kind', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      fc.pre(!wasWrong(start, commands))
      const old = oldLife(start, commands)
      const told = live(start, commands)
      expect(told).toEqual(old.told)
      const [before, now] = [
        oldExplain(start, old.state, calendar),
        explain(start, fold(clockDecider, told), calendar),
      ]
      expect({ due: now.due, summary: now.summary }).toEqual({ due: before.due, summary: before.summary })
      const plain = (days: typeof now.days) => days.map(({ source: _, ...day }) => day)
      expect(plain(now.days)).toEqual(plain(before.days))
    }),
    { numRuns: 10_000 },
  )
}, 120_000)
