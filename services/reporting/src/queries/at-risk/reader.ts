import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { activeTable } from '@ventanilla/projections'
import type { RiskParameters } from '../../domain/risk/parameters.ts'
import { type Judged, judgeRisk, type Risk } from '../../domain/risk/risk.ts'
import { rulerOf } from '../../domain/risk/ruler.ts'
import { type CountingDeps, countedOnce } from '../counted-once.ts'
import { type CountsAsked, countForRisk } from './counts.ts'
import { groundOn } from './ground.ts'
import { type AtRisk, type AtRiskFilters, type Ranked, readCasesOf, readGroups } from './groups.ts'

export interface AtRiskDeps extends CountingDeps {
  calendarOf(entity: string): Calendar
  parameters: RiskParameters
}

/** What the list is ordered by. */
interface Order {
  risk: number
  due: LocalDate
}

/** A place in it; cases of one order follow their ids. */
export interface AtRiskPlace extends Order {
  caseId: string
}

export interface AtRiskAsked extends AtRiskFilters {
  leastRisk: number
  after?: AtRiskPlace | undefined
  limit: number
}

/** Raised when `RiskCounts` changes, or what is counted. */
const FORM = 1

/**
 * Reads the open cases that may miss their term, the greatest risk first, then what is due first; one more than `limit`
 * when there are more. What the risk is judged by is of the whole entity, whatever part of it is asked for.
 */
export function atRiskReader(deps: AtRiskDeps): (asked: AtRiskAsked) => Promise<AtRisk[]> {
  const { database, calendarOf, parameters } = deps
  const rulerFor = (entity: string) => rulerOf(calendarOf(entity))
  const counted = countedOnce(deps, {
    name: 'at-risk',
    depends: ({ entity, ...asked }: CountsAsked) => [FORM, calendarOf(entity).version, asked],
    count: async (asked) =>
      countForRisk(database, await activeTable(database, 'case_files'), asked, rulerFor(asked.entity)),
  })

  return async (asked) => {
    const { entity, today } = asked
    const ruler = rulerFor(entity)
    const { asked: about, groundOf } = groundOn(entity, today, ruler, parameters)
    const ground = groundOf(await counted(about))
    const table = await activeTable(database, 'case_files')
    const judged = (await readGroups(database, table, asked)).map((group) => ({
      ...group,
      risk: judgeRisk(group, ground, { today, ruler, parameters }),
    }))
    return readPage(database, table, ranked(judged, asked), asked)
  }
}

type JudgedGroup = Judged & { cases: number; risk: Risk }

/** What comes at or after the place, in order; rank 0 is the place's own. */
function ranked(groups: readonly JudgedGroup[], { leastRisk, after }: AtRiskAsked): Ranked[] {
  const place = (group: JudgedGroup) => ({ risk: group.risk.value, due: group.due })
  const sorted = groups
    .filter((group) => group.risk.value >= leastRisk && (!after || inOrder(after, place(group)) <= 0))
    .toSorted((a, b) => inOrder(place(a), place(b)))
  let rank = 0
  let last: Order | undefined = after
  return sorted.map((group) => {
    if (last && inOrder(last, place(group)) !== 0) rank++
    last = place(group)
    return { ...group, rank }
  })
}

function inOrder(a: Order, b: Order): number {
  return b.risk - a.risk || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)
}

/** Group by group until there are enough: a case may have left its group since it was counted. */
async function readPage(
  db: AtRiskDeps['database'],
  table: string,
  groups: readonly Ranked[],
  { after, limit, ...asked }: AtRiskAsked,
): Promise<AtRisk[]> {
  const found: AtRisk[] = []
  let rest = groups
  while (rest.length > 0 && found.length <= limit) {
    const missing = limit + 1 - found.length
    const some = asMany(rest, missing)
    rest = rest.slice(some.length)
    found.push(...(await readCasesOf(db, table, some, { ...asked, after: after?.caseId, limit: missing })))
  }
  return found
}

/** The first groups that together have so many cases, and all that share the rank of the last. */
function asMany(groups: readonly Ranked[], cases: number): Ranked[] {
  let together = 0
  let last: number | undefined
  const enough = groups.findIndex((group) => {
    if (last !== undefined && group.rank !== last) return true
    together += group.cases
    if (together >= cases) last = group.rank
    return false
  })
  return groups.slice(0, enough === -1 ? groups.length : enough)
}
