import type { Db } from '@ventanilla/database'
import type { Judged, Risk } from '../../domain/risk/risk.ts'
import { NO_DATE } from '../case-files/columns.ts'
import { type CaseFile, type CaseFileRow, listedColumns, toCaseFile } from '../case-files/reader.ts'

export interface AtRiskFilters {
  entity: string
  procedure?: string | undefined
  kind?: string | undefined
  area?: string | undefined
  level?: number | undefined
  officer?: string | undefined
  today: string
}

/** A case `f` that may miss its term yet on day `$2`, of entity `$1`: its term runs and isn't past. */
export const MAY_MISS = `f.entity = $1 and f.open and f.attend_by >= $2 and f.attend_by < '${NO_DATE}'
  and f.clock_state = 'running'`

/** What the risk of a case `f` follows from, as columns of a group. */
export const JUDGED_BY = `coalesce(f.procedure, '') as procedure, coalesce(f.kind, '') as kind,
  coalesce(f.clock_unit, '') as unit, coalesce(f.area, '') as area, f.attend_by as due`

/** That a case `f` is one of a group `g` of `groupsAsColumns`. */
export const IN_GROUP = `coalesce(f.procedure, '') = g_procedure and coalesce(f.kind, '') = g_kind
  and coalesce(f.clock_unit, '') = g_unit and coalesce(f.area, '') = g_area and f.attend_by = g_due`

/** Parameters that `unnest` makes rows of, in the order of its names: g_procedure, g_kind, g_unit, g_area, g_due. */
export function groupsAsColumns(groups: readonly Judged[]): unknown[] {
  const of = (value: (group: Judged) => unknown) => groups.map(value)
  return [
    ...[of(({ procedure }) => procedure), of(({ kind }) => kind), of(({ unit }) => unit)],
    ...[of(({ area }) => area), of(({ due }) => due)],
  ]
}

/** `$1` to `$7`, see `valuesOf`. */
const WHERE = `${MAY_MISS} and ($3::text is null or f.procedure = $3) and ($4::text is null or f.kind = $4)
  and ($5::text is null or f.area = $5) and ($6::integer is null or f.level = $6)
  and ($7::text is null or f.officer = $7)`

function valuesOf({ entity, today, procedure, kind, area, level, officer }: AtRiskFilters): unknown[] {
  return [
    ...[entity, today, procedure ?? null, kind ?? null],
    ...[area ?? null, level ?? null, officer ?? null],
  ]
}

/** Open cases that may miss their term yet, put together by all that their risk follows from. */
export async function readGroups(
  db: Db,
  table: string,
  asked: AtRiskFilters,
): Promise<(Judged & { cases: number })[]> {
  return db.query(
    `select ${JUDGED_BY}, count(*)::int as cases from ${table} f where ${WHERE} group by 1, 2, 3, 4, 5`,
    valuesOf(asked),
  )
}

/** A group in its place: those of one risk and one due date have one rank, and their cases are told by their ids. */
export interface Ranked extends Judged {
  readonly risk: Risk
  readonly rank: number
  readonly cases: number
}

export interface AtRisk extends CaseFile {
  due: string
  risk: Risk
}

/** The cases of some groups in their order. @param after within rank 0, those that follow this case alone */
export async function readCasesOf(
  db: Db,
  table: string,
  groups: readonly Ranked[],
  asked: AtRiskFilters & { after: string | undefined; limit: number },
): Promise<AtRisk[]> {
  const rows = await db.query<CaseFileRow & { place: number }>(
    `select ${listedColumns()}, g_place as place
     from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::date[], $13::int[], $14::int[])
       as g (g_procedure, g_kind, g_unit, g_area, g_due, g_rank, g_place)
     join ${table} f on ${IN_GROUP}
     where ${WHERE} and ($15::uuid is null or g_rank > 0 or f.case_id > $15)
     order by g_rank, f.case_id limit $16`,
    [
      ...valuesOf(asked),
      ...groupsAsColumns(groups),
      ...[groups.map(({ rank }) => rank), groups.map((_, i) => i)],
      ...[asked.after ?? null, asked.limit],
    ],
  )
  return rows.flatMap(({ place, ...row }) => {
    const group = groups[place]
    if (!group) return []
    return { ...toCaseFile(row as CaseFileRow, asked.today), due: group.due, risk: group.risk }
  })
}
