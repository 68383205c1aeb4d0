import type { LocalDate } from '@ventanilla/calendar'
import { historyOf } from '../../domain/risk/history.ts'
import { loadsOf } from '../../domain/risk/load.ts'
import type { RiskParameters } from '../../domain/risk/parameters.ts'
import type { Ground } from '../../domain/risk/risk.ts'
import type { Ruler } from '../../domain/risk/ruler.ts'
import { NO_DATE } from '../case-files/columns.ts'
import type { CountsAsked, RiskCounts } from './counts.ts'

/** What has to be counted to judge the cases of an entity on a day, and what the counts say then. */
export function groundOn(
  entity: string,
  today: LocalDate,
  ruler: Ruler,
  { paceDays, historyDays }: RiskParameters,
): { asked: CountsAsked; groundOf(counts: RiskCounts): Ground } {
  const days = ruler.businessDaysBefore(today, paceDays)
  return {
    asked: { entity, today, historyDays, paceFrom: days[0] ?? today },
    groundOf: ({ went, areas }) => ({
      history: historyOf(went),
      loads: loadsOf(areas, { days, today, noDate: NO_DATE }),
    }),
  }
}
