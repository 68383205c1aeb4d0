import { nationalCalendar } from '@ventanilla/calendar'
import { memoryLog } from '@ventanilla/event-log/memory'
import { kindOf } from '@ventanilla/procedures'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WhatIf, whatIfPage } from '../src/queries/what-if/page.ts'
import { bornWith, type TriedTerm } from '../src/queries/what-if/tried-term.ts'
import type { FindProcedure } from '../src/reactions/public-facts.ts'
import { day } from './support/histories.ts'
import { underLaw } from './support/law-procedure.ts'
import { bounced, delivered, letterOf } from './support/letter-events.ts'
import { findProcedure, memoryWorld } from './support/memory-world.ts'
import { answeredOn, caseId, entity, legal, moved, opened } from './support/routing-events.ts'

const names = ['requerir', 'completar', 'cerrar', 'anular-duplicada', 'reabrir-inconforme'] as const
const change = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...names), day) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('answer' as const), day) },
)
const stories = fc.record({
  changes: fc.array(change, { maxLength: 7 }),
  at: day.map((on) => `${on}T12:00:00.000Z`),
  openOnly: fc.boolean(),
  lands: fc.boolean(),
})
type Story = typeof stories extends fc.Arbitrary<infer One> ? One : never

/** The case as the service writes it, with its letters. */
async function world({ changes, lands }: Story, find: FindProcedure) {
  const here = memoryWorld([], memoryLog(), find)
  await here.hear(opened(1))
  for (const [n, [what, on]] of changes.entries()) {
    const event = what === 'answer' ? answeredOn(n + 2, on) : moved(n + 2, what, on)
    await here.hear(event)
    const letter = what === 'answer' && letterOf(event)
    if (letter) await here.hearLetters(lands ? delivered(n + 1, letter, on) : bounced(n + 1, letter, on))
  }
  return here
}

function asked({ at, openOnly }: Story, tried: TriedTerm, find: FindProcedure): WhatIf {
  return {
    ...{ entity, at, openOnly, after: 0, limit: 10 },
    tried({ start, calendar }, { procedure, procedureVersion }) {
      const born = bornWith(tried, start, find(entity, procedure, procedureVersion))
      return born && { start: born, calendar }
    },
  }
}

const reclamo = { procedure: 'pqrsd', kind: 'reclamo' }

describe('a term that is tried', () => {
  it('changes nothing when it is the one that the procedure says', async () => {
    let moves = 0
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const here = await world(story, findProcedure)
        const own = { ...reclamo, term: { amount: 15, unit: 'business-days' as const } }
        const { changes, totals } = await whatIfPage(here, asked(story, own, findProcedure))
        expect({ changes, clocks: totals.clocks <= 1 }).toEqual({ changes: [], clocks: true })
        if (!story.openOnly) expect(totals).toMatchObject({ cases: 1, clocks: 1 })
        const shorter = { ...reclamo, term: { amount: 10, unit: 'business-days' as const } }
        const other = await whatIfPage(here, asked(story, shorter, findProcedure))
        moves += other.totals.changedClocks
        for (const { before, after } of other.changes)
          if (before.due && after.due) expect(after.due < before.due).toBe(true)
      }),
      { numRuns: 1000 },
    )
    expect(moves).toBeGreaterThan(500)
  })

  it('changes nothing when it is the law that counts already, with the same parameters', async () => {
    let moves = 0
    const sets: Record<string, string>[] = [
      ...[{}, { 'answer.countsWhen': 'sent' }],
      { 'term.amount': '2', 'term.unit': 'calendar-months', 'answer.countsWhen': 'sent' },
      { 'term.amount': '60', 'term.unit': 'business-hours' },
    ]
    for (const set of sets) {
      const find = underLaw('peticion', set)
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          const here = await world(story, find)
          const same = { ...reclamo, law: { regime: 'peticion', set } }
          expect((await whatIfPage(here, asked(story, same, find))).changes).toEqual([])
          const other = { ...reclamo, law: { regime: 'peticion', set: { 'pause.pauseDay': 'not-counted' } } }
          moves += (await whatIfPage(here, asked(story, other, find))).changes.length
        }),
        { numRuns: 300 },
      )
    }
    expect(moves).toBeGreaterThan(0)
  })

  it('is of its kind alone, of the clock that the kind’s term runs on, and of no term that another system gave', () => {
    const procedure = findProcedure(entity, 'pqrsd', 1)
    if (!procedure) throw new Error('no procedure')
    const one = { ...base, caseId, clockId: caseId }
    const tried: TriedTerm = { ...reclamo, term: { amount: 10, unit: 'business-days' } }
    expect(bornWith(tried, one, procedure)).toMatchObject({ amount: 10, rules: { longestExtension: 10 } })
    expect(bornWith(tried, { ...one, kind: 'queja' }, procedure)).toBeUndefined()
    expect(bornWith(tried, { ...one, clock: 'nivel-1' }, procedure)).toBeUndefined()
    expect(bornWith(tried, { ...one, amount: 20 }, procedure)).toBeUndefined()
    expect(bornWith(tried, one, undefined)).toBeUndefined()
    expect(kindOf(procedure, 'reclamo')?.term).toEqual({ amount: 15, unit: 'business-days' })
  })
})

const { ladder = [], ...term } = legal
const { id, version } = nationalCalendar()
const base = {
  ...{ ...term, ladder, kind: 'reclamo', calendar: { id, version } },
  rules: { pauseDay: 'counts', resumeDay: 'not-counted', longestExtension: 15 } as const,
}
