import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { CaseAtRisk } from '../../domain/alerts/case-at-risk.ts'
import { inTenThousandths } from './projection.ts'

export interface EarlyAlertsAsked {
  entity: string
  area?: string | undefined
  procedure?: string | undefined
  kind?: string | undefined
  /** The first and the last day that began with the midnight of an alert. */
  from?: LocalDate | undefined
  to?: LocalDate | undefined
  after?: { on: LocalDate; risk: number; caseId: string } | undefined
  limit: number
}

/** Alerts, the newest day first, of one day the greatest risk first; one more than `limit` when there are more. */
export async function readEarlyAlerts(
  db: Db,
  { entity, area, procedure, kind, from, to, after, limit }: EarlyAlertsAsked,
): Promise<CaseAtRisk['data'][]> {
  const rows = await db.query<{ alert: CaseAtRisk['data'] }>(
    `select alert from ${await activeTable(db, 'early_alerts')}
     where entity = $1 and ($2::text is null or area = $2) and ($3::text is null or procedure = $3)
       and ($4::text is null or kind = $4)
       and ($5::date is null or day >= $5) and ($6::date is null or day <= $6)
       and ($7::date is null or day < $7 or (day = $7 and (risk < $8 or (risk = $8 and case_id > $9::uuid))))
     order by day desc, risk desc, case_id limit $10`,
    [
      ...[entity, area ?? null, procedure ?? null, kind ?? null, from ?? null, to ?? null],
      ...[after?.on ?? null, after ? inTenThousandths(after.risk) : null, after?.caseId ?? null, limit + 1],
    ],
  )
  return rows.map(({ alert }) => alert)
}
