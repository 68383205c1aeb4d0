import type { LocalDate } from '@ventanilla/calendar'
import { longestExtension, metByLetter, type Procedure, rungsLeft } from '@ventanilla/procedures'
import { clockStream } from '../commands/streams.ts'
import type { ClocksOpened, HeardOfCase } from '../domain/case-clocks.ts'
import type { ClockStart } from '../domain/facts.ts'
import { has } from '../domain/history.ts'
import type { Bench } from './bench.ts'
import { type Life, lifeOf } from './declared-life.ts'
import { hearOn } from './hear-on.ts'
import { restsWithCase } from './rest-clocks.ts'

/** When a clock begins, and the day that it is counted from. */
interface Beginning {
  readonly at: string
  readonly on: LocalDate
}

export interface Told {
  readonly opened: ClocksOpened['data']
  readonly procedure: Procedure | undefined
  /** All that was heard of the case. */
  readonly known: readonly HeardOfCase[]
  /** Whether it is what is being told now: a clock begins by what is new, and not again by what it couldn't begin by. */
  isNews(heard: HeardOfCase): boolean
  /** Of the case, when it is what is told. */
  readonly opening?: Beginning
  readonly cause: string
}

/**
 * Tells the clocks that a procedure declares beside the term of a kind what is known of their case. Each begins, goes
 * on and ends by itself: what one makes of a fact is no matter of another's.
 */
export function tellDeclared(bench: Bench, told: Told): void {
  const { opened, procedure, cause } = told
  if (!procedure) return
  for (const { clock: name, clockId, declared } of opened.clocks) {
    const clock = declared && procedure.clocks.find(({ id }) => id === name)
    if (!clock) continue
    const stream = clockStream(clockId)
    const life = lifeOf(clock, procedure, told.known)
    const beginning = beginningOf(life, told)
    if (beginning) {
      const { calendar } = bench.inForce
      const start: ClockStart = {
        ...{ clockId, caseId: opened.caseId, clock: name, regime: clock.regime, source: clock.article },
        ...(opened.kind !== undefined && { kind: opened.kind }),
        ...{ received: beginning.on, ...clock.term, ladder: rungsLeft(clock.ladder, clock.term.amount) },
        calendar: { id: calendar.id, version: calendar.version },
        rules: {
          ...{ pauseDay: procedure.clock.pauseDay, resumeDay: procedure.clock.resumeDay },
          longestExtension: longestExtension(procedure, clock),
        },
        declared: { name: clock.name, ...(metByLetter(clock) && { byLetter: true as const }) },
      }
      bench.clocks.decide(stream, { type: 'Start', start, calendar }, { cause, at: beginning.at })
      restsWithCase(bench, opened.caseId, stream, { cause, at: beginning.at })
    }
    for (const { fact, at } of life.facts)
      if (!has(bench.clocks.state(stream).facts, fact)) hearOn(bench, stream, fact, { cause, at })
  }
}

function beginningOf({ begins }: Life, { opening, isNews }: Told): Beginning | undefined {
  if (begins === 'opening') return opening
  return begins && isNews(begins) ? begins : undefined
}
