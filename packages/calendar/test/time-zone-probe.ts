/** Run under several TZ by time-zone.test.ts: prints days computed in every way the package knows. */
import {
  bogotaDate,
  bogotaInstant,
  everyWeek,
  holidays,
  nationalCalendar,
  receptionDate,
  serviceHours,
  threeInstants,
  weekday,
} from '../src/index.ts'

const calendar = nationalCalendar()
const window = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }
const instants = ['2026-01-01T04:59:59.999Z', '2026-01-01T05:00:00.000Z', '2026-07-12T22:00:00.000Z']

const hours = serviceHours(calendar, everyWeek([{ days: [1, 2, 3, 4, 5], hours: [window] }]))

process.stdout.write(
  JSON.stringify({
    offset: new Date(0).getTimezoneOffset(),
    days: {
      holidays: holidays(1984, 2050),
      counts: [1984, 2000, 2026, 2199].map((year) => calendar.workingDays.countThrough(`${year}-12-31`)),
      dates: instants.map((instant) => bogotaDate(instant)),
      received: instants.map((instant) => receptionDate(instant, window, calendar)),
      hours: instants.map((instant) => [hours.addMinutes(instant, 90), hours.nextOpening(instant)]),
      filed: instants.map((receivedAt) =>
        threeInstants({ nature: 'internal-request', receivedAt, calendar, hours: window }),
      ),
      instants: [bogotaInstant('2026-07-13'), bogotaInstant('2026-02-28', '23:59')],
      weekdays: ['2026-07-13', '1984-02-29'].map(weekday),
    },
  }),
)
