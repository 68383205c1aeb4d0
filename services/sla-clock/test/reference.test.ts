import { readFileSync } from 'node:fs'
import { fold } from '@ventanilla/decider'
import { describe, expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { explain } from '../src/domain/explain.ts'
import type { Reopening } from '../src/domain/facts.ts'
import { annulled, answered, calendar, extend, hear, petition, runs, stops } from './support/clock-facts.ts'

const page = readFileSync(new URL('../../../docs/reference/clock.md', import.meta.url), 'utf8')
const table = /<!-- examples -->\n([\s\S]*)<!-- \/examples -->/.exec(page)?.[1] ?? ''
const examples = table
  .trim()
  .split('\n')
  .slice(2)
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

/** What a cell says in code: `stops 2026-11-26`, `extended 10 2026-12-11`, … */
function commandOf(words: string, order: number): ClockCommand {
  const [what, one = '', two = ''] = words.split(' ')
  switch (what) {
    case 'stops':
      return hear(stops(order, one))
    case 'runs':
      return hear(runs(order, one, (two || undefined) as Reopening | undefined))
    case 'answered':
      return hear(answered(order, one))
    case 'ended':
      return hear(annulled(order, one))
    case 'extended':
      return extend({ amount: Number(one), on: two, today: two })
    default:
      throw new Error(`an example says «${words}»`)
  }
}

describe('the worked examples of the reference', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(15))

  it.each(examples)(
    '%s %s %s: %s → %s %s',
    (clock = '', received = '', term = '', what = '', due = '', state) => {
      const [amount = '', unit] = term.split(' ')
      const start = petition({
        ...{ clock, received, amount: Number(amount), unit: unit as 'business-days', ladder: [] },
        rules: {
          ...{ pauseDay: 'counts', resumeDay: clock === 'ans' ? 'counts' : 'not-counted' },
          longestExtension: Number(amount),
        },
      })
      const told = [...what.matchAll(/`([^`]+)`/g)].map(([, words = ''], index) =>
        commandOf(words, index + 1),
      )
      let found = clockDecider.initial
      for (const command of [{ type: 'Start', start, calendar } as const, ...told]) {
        const decision = clockDecider.decide(command, found)
        if ('refused' in decision) throw new Error(decision.refused)
        found = fold(clockDecider, decision as ClockEvent[], found)
      }
      const { due: last, standing } = explain(start, found, calendar)
      expect(`${last} ${standing.state}${standing.late ? ' late' : ''}`).toBe(`${due} ${state}`)
    },
  )
})
