import { addDays, type LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import type { Went } from '../../domain/risk/history.ts'
import type { AreaCount } from '../../domain/risk/load.ts'
import { BUSINESS_DAYS, type Ruler } from '../../domain/risk/ruler.ts'
import { NO_DATE } from '../case-files/columns.ts'

export interface CountsAsked {
  entity: string
  /** In Bogotá. */
  today: LocalDate
  historyDays: number
  /** The first day over which the pace of an area is counted. */
  paceFrom: LocalDate
}

/** What the estimate is made from: a few hundred numbers, however many cases there are. */
export interface RiskCounts {
  went: Went[]
  areas: AreaCount[]
}

/** @param table of case files, as they stand now or stood at some moment */
export async function countForRisk(
  db: Db,
  table: string,
  asked: CountsAsked,
  ruler: Ruler,
): Promise<RiskCounts> {
  const [went, areas] = await Promise.all([countWent(db, table, asked, ruler), countAreas(db, table, asked)])
  return { went, areas }
}

/** Days before the first due date on which a case may have ended: who ended earlier had more days left than any asks for. */
const BEFORE = 400

/**
 * Told late, or open past its due date, or past it when it ended without an answer: a case that is annulled after its
 * term isn't forgotten. A paused term has no due date and a reopened one a new one.
 */
const LATE = `(late is true or (late is null and (open or light = 'vencido')))`

/** One whose term was met, and whose own end isn't told yet, has ended on its last day. */
const ENDED = 'coalesce(ended_on, due)'

/**
 * Cases whose term was over in the days before today, by how they went. All of them, whether they ended or not: so
 * none is missing for not having ended yet. `$5` numbers the business days from `$4` on.
 */
async function countWent(
  db: Db,
  table: string,
  { entity, today, historyDays }: CountsAsked,
  ruler: Ruler,
): Promise<Went[]> {
  const from = addDays(today, -historyDays)
  const first = addDays(from, -BEFORE)
  const numbers = Array.from({ length: historyDays + BEFORE }, (_, day) =>
    ruler.daysAfter(BUSINESS_DAYS, first, addDays(first, day)),
  )
  return db.query<Went>(
    `select procedure, kind, late, "left", count(*)::int as cases from (
       select coalesce(procedure, '') as procedure, coalesce(kind, '') as kind, ${LATE} as late,
         case when ${LATE} then 0
              when clock_unit = '${BUSINESS_DAYS}'
                then greatest(0, ($5::int[])[due - $4::date + 1] - ($5::int[])[greatest(${ENDED}, $4::date) - $4::date + 1])
              else greatest(0, due - ${ENDED}) end as "left"
       from ${table} where entity = $1 and received_on is not null and due >= $2 and due < $3) one
     group by 1, 2, 3, 4`,
    [entity, from, today, first, numbers],
  )
}

/** Who is told of a term that was met before the case is, has it in no queue. */
const QUEUED = `case when clock_state in ('running', 'breached') then attend_by else date '${NO_DATE}' end`

async function countAreas(db: Db, table: string, { entity, paceFrom }: CountsAsked): Promise<AreaCount[]> {
  const of = (what: string, day: string, where: string) =>
    `select area, '${what}' as what, ${day} as day, count(*)::int as cases from ${table}
     where entity = $1 and area is not null and received_on is not null and ${where} group by 1, 3`
  return db.query<AreaCount>(
    [
      of('received', 'received_on', 'received_on >= $2'),
      of('ended', 'ended_on', 'ended_on >= $2'),
      of('due', QUEUED, 'open'),
    ].join(' union all '),
    [entity, paceFrom],
  )
}
