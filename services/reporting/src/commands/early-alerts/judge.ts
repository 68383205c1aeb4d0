import type { Calendar, LocalDate } from '@ventanilla/calendar'
import type { Database, Db } from '@ventanilla/database'
import { type Alert, alertOf } from '../../domain/alerts/case-at-risk.ts'
import type { RiskParameters } from '../../domain/risk/parameters.ts'
import { type Judged, judgeRisk } from '../../domain/risk/risk.ts'
import { rulerOf } from '../../domain/risk/ruler.ts'
import { countForRisk } from '../../queries/at-risk/counts.ts'
import { groundOn } from '../../queries/at-risk/ground.ts'
import { groupsAsColumns, IN_GROUP, JUDGED_BY, MAY_MISS } from '../../queries/at-risk/groups.ts'
import { holdAt, type Progress } from './progress.ts'

export interface JudgeDeps {
  readonly database: Database
  calendarOf(entity: string): Calendar
  readonly parameters: RiskParameters
}

const STANDING = 'reporting.case_standing'

/**
 * Writes down which cases are at risk at a midnight, and what there is to tell of those that weren't at the one before.
 * A case that another system keeps counts like any other, and is that system's to warn of.
 */
export async function judgeMidnight(deps: JudgeDeps, progress: Progress, midnight: LocalDate): Promise<void> {
  const { entity, judged: before } = progress
  await deps.database.transaction(async (tx) => {
    await holdAt(tx, entity, midnight)
    const alerts = await alertsOf(tx, deps, entity, midnight)
    await tx.query('delete from reporting.at_risk where entity = $1 and midnight is distinct from $2', [
      entity,
      before ?? null,
    ])
    await keep(tx, alerts, { entity, midnight, before })
  })
}

interface GroupAlert {
  group: Judged
  alert: Alert
}

/** Of each group of cases that are judged alike, and are at risk. */
async function alertsOf(
  tx: Db,
  { calendarOf, parameters }: JudgeDeps,
  entity: string,
  today: LocalDate,
): Promise<GroupAlert[]> {
  const groups = await tx.query<Judged>(
    `select distinct ${JUDGED_BY} from ${STANDING} f where ${MAY_MISS} and f.recorded_by is null`,
    [entity, today],
  )
  if (groups.length === 0) return []
  const calendar = calendarOf(entity)
  const ruler = rulerOf(calendar)
  const { asked, groundOf } = groundOn(entity, today, ruler, parameters)
  const ground = groundOf(await countForRisk(tx, STANDING, asked, ruler))
  const about = { on: today, parameters, calendar: calendar.version }
  return groups.flatMap((group) => {
    const risk = judgeRisk(group, ground, { today, ruler, parameters })
    return risk.value < parameters.threshold ? [] : [{ group, alert: alertOf(group, risk, about) }]
  })
}

async function keep(
  tx: Db,
  alerts: readonly GroupAlert[],
  { entity, midnight, before }: { entity: string; midnight: LocalDate; before: LocalDate | undefined },
): Promise<void> {
  if (alerts.length === 0) return
  await tx.query(
    `insert into reporting.at_risk (entity, midnight, case_id, alert)
     select $1, $2::date, f.case_id, case when w.case_id is null then g_alert end
     from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::json[])
       as g (g_procedure, g_kind, g_unit, g_area, g_due, g_alert)
     join ${STANDING} f on ${IN_GROUP}
     left join reporting.at_risk w on w.entity = $1 and w.midnight = $3 and w.case_id = f.case_id
     where ${MAY_MISS} and f.recorded_by is null`,
    [
      ...[entity, midnight, before ?? null],
      ...groupsAsColumns(alerts.map(({ group }) => group)),
      alerts.map(({ alert }) => JSON.stringify(alert)),
    ],
  )
}
