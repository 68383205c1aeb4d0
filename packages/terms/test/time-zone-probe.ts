/** Run under several TZ by time-zone.test.ts: prints clocks of every regime, by every kind of fact. */
import { nationalCalendar } from '@ventanilla/calendar'
import { clockFrom, regimes } from '@ventanilla/terms'
import { rulesFor } from './clock-of.ts'

const calendar = nationalCalendar()
const days = { 'term.amount': '9', 'term.unit': 'business-hours' }
const facts = [
  { type: 'received', at: '2026-07-07T23:59:59.999' },
  { type: 'requirement-sent', at: '2026-07-10T04:59:59.999Z' },
  { type: 'completed', at: '2026-07-31T00:00' },
  { type: 'extended', at: '2026-08-01', knownAt: '2026-08-02T00:00', reason: 'prueba', days: 2 },
  { type: 'answered', at: '2026-08-05T12:00' },
]
const clocks = regimes.flatMap(({ name }) =>
  [undefined, '2026-07-20T05:00:00.000Z', '2026-08-01T20:00:00.000Z', '2026-12-31T05:00:00.000Z'].flatMap(
    (at) => [
      clockFrom(rulesFor(name), facts, calendar, at),
      clockFrom(rulesFor(name, days), facts, calendar, at),
    ],
  ),
)

process.stdout.write(JSON.stringify({ offset: new Date(0).getTimezoneOffset(), clocks }))
