import { type Regime, regimeNamed, regimes, termOn } from '@ventanilla/terms'
import fc from 'fast-check'
import type { ClockCommand } from '../../src/domain/clock.ts'
import type { ClockStart } from '../../src/domain/facts.ts'
import { lawRules } from '../../src/domain/rules.ts'
import { hear as heard, petition } from './clock-facts.ts'
import { calendar, day } from './histories.ts'
import { lawFact } from './law-histories.ts'

const rule = fc.constantFrom('counts', 'not-counted')

/** What a procedure may set of a regime: nothing, one of its steps, or another term in any unit. */
function settingsOf(regime: Regime): fc.Arbitrary<Record<string, string>> {
  const steps = (regime.steps ?? []).map(({ id }) => fc.constant({ 'term.step': id }))
  const terms = fc.record({
    'term.amount': fc.integer({ min: 1, max: 5 }).map(String),
    'term.unit': fc.constantFrom(
      ...['business-days', 'calendar-days', 'calendar-months', 'business-hours', 'calendar-hours'],
    ),
  })
  const days = fc.record({
    'pause.pauseDay': rule,
    'pause.resumeDay': rule,
    'answer.countsWhen': fc.constantFrom('delivered', 'sent'),
    ...(regime.completion && { 'completion.mode': fc.constantFrom('resume', 'restart') }),
  })
  return fc
    .tuple(fc.oneof(fc.constant({}), terms, ...steps), days)
    .map(([term, rules]) => ({ ...term, ...rules }))
}

/** A clock of any regime of the registry, in any unit, received at any hour. */
export const anyLawStarts: fc.Arbitrary<ClockStart> = fc
  .constantFrom(...regimes.map(({ name }) => name))
  .chain((regime) =>
    fc.record({
      on: day,
      hour: fc.integer({ min: 10, max: 23 }),
      minute: fc.constantFrom(0, 1, 30, 59),
      parameters: settingsOf(regimeNamed(regime) as Regime),
      regime: fc.constant(regime),
    }),
  )
  .map(({ on, hour, minute, ...law }) => {
    const receivedAt = `${on}T${hour}:${String(minute).padStart(2, '0')}:00.000Z`
    return petition({
      received: on,
      ...wordedOn(on, law),
      law: { ...law, version: '2022-05-18', receivedAt },
    })
  })

function wordedOn(on: string, law: { regime: string; parameters: Record<string, string> }) {
  const worded = termOn(lawRules(law), on)
  if (!worded) throw new Error(`${law.regime} is not in force on ${on}`)
  return { amount: worded.amount, unit: worded.unit, source: worded.article }
}

const lawCommand: fc.Arbitrary<ClockCommand> = fc.oneof(
  { weight: 5, arbitrary: lawFact.map((one) => ({ ...heard(one), calendar })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ amount: fc.integer({ min: 1, max: 20 }), on: day, recorded: fc.boolean() })
      .map(({ recorded, ...asked }) => ({
        ...{ type: 'Extend' as const, ...asked, today: asked.on, calendar },
        ...(recorded && { recordedBy: 'otro' }),
      })),
  },
)

export const anyLawHistories = fc.tuple(anyLawStarts, fc.array(lawCommand, { maxLength: 12 }))
