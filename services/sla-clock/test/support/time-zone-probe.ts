import { memoryLog } from '@ventanilla/event-log/memory'
import { clockFrom, regimes } from '@ventanilla/terms'
import { lawRules } from '../../src/domain/rules.ts'
import { calendar } from './clock-facts.ts'
import { underLaw } from './law-procedure.ts'
import { memoryWorld } from './memory-world.ts'
import { answeredOn, moved, opened } from './routing-events.ts'

/** Histories whose every date lies near midnight somewhere: printed, so that two time zones can be compared. */
const told = [
  opened(1),
  moved(2, 'requerir', '2026-11-26'),
  moved(3, 'completar', '2026-12-03'),
  answeredOn(4, '2026-12-22'),
]

/** A clock of the law as the service has it, and as the function counts the facts that its explanation lists. */
async function under(regime: string, set: Record<string, string>) {
  const world = memoryWorld([], memoryLog(), underLaw(regime, set))
  await world.hear(...told)
  const { facts, standing } = await world.explained()
  const listed = facts.map(({ instant: _, day: __, index: ___, ...fact }) => fact)
  const { due, endsAt, term } = clockFrom(lawRules({ regime, parameters: set }), listed, calendar)
  const { count } = standing
  return {
    ...{ regime, set, marks: await world.ahead('legal') },
    service: { due: count.due ?? null, endsAt: count.endsAt ?? null, amount: count.amount, unit: count.unit },
    function: { due, endsAt, ...term },
  }
}

const settings = ['calendar-months', 'business-hours', 'calendar-hours'].map((unit) => ({
  ...{ 'term.amount': '3', 'term.unit': unit },
}))
const laws = []
for (const { name, steps = [] } of regimes)
  for (const set of [{}, ...settings, ...steps.map(({ id }) => ({ 'term.step': id }))])
    laws.push(await under(name, set))

const world = memoryWorld()
await world.hear(...told)
const events = (await world.events()).map(({ type, at, data }) => ({ type, at, data }))
const offset = new Date('2026-11-22T15:00:00.000Z').getTimezoneOffset()
process.stdout.write(JSON.stringify({ offset, told: { events, now: await world.now(), laws } }))
