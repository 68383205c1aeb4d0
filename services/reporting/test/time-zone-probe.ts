/** Run under several TZ by time-zone.test.ts: an extract of cases at the edges of their quarters, and a risk around midnight. */
import { bogotaDate, nationalCalendar } from '@ventanilla/calendar'
import { newStory, tell } from '../src/domain/case-story.ts'
import { place } from '../src/domain/extract/place.ts'
import { render } from '../src/domain/extract/render.ts'
import { count } from '../src/domain/extract/table.ts'
import { endOfQuarter, parseQuarter } from '../src/domain/quarter.ts'
import { historyOf } from '../src/domain/risk/history.ts'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { judgeRisk } from '../src/domain/risk/risk.ts'
import { rulerOf } from '../src/domain/risk/ruler.ts'
import { formato379 } from './definition.ts'
import { caseId, publisher } from './facts.ts'

const quarter = parseQuarter('2024-Q1')
if (!quarter) throw new Error('2024-Q1 is a quarter')
const facts = publisher()
const edges = [
  '2024-01-01T04:59:59.999Z',
  '2024-01-01T05:00:00.000Z',
  '2024-04-01T04:59:59.999Z',
  '2024-04-01T05:00:00.000Z',
]
const placements = edges.flatMap((instant, n) => {
  const story = tell(newStory(caseId(n)), facts.filed(caseId(n), instant))
  return place(story, quarter, formato379) ?? []
})
/** Days left and days to work until a Friday, before and after the midnight that ends a Monday in Bogotá. */
const risks = ['2024-02-20T04:59:59.999Z', '2024-02-20T05:00:00.000Z'].map((now) => {
  const ruler = rulerOf(nationalCalendar())
  const { left, load } = judgeRisk(
    { procedure: 'pqrsd', kind: 'queja', unit: 'business-days', area: 'area', due: '2024-02-23' },
    { history: historyOf([]), loads: new Map() },
    { today: bogotaDate(now), ruler, parameters: riskDefaults },
  )
  return [left, load?.daysToWork]
})
process.stdout.write(
  JSON.stringify({
    offset: new Date(0).getTimezoneOffset(),
    told: {
      end: endOfQuarter(quarter),
      columns: placements.map(({ columns }) => columns.join()),
      lines: render(formato379, quarter, count(placements, formato379)),
      risks,
    },
  }),
)
