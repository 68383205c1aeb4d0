import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'

export interface ExtractLine {
  extractId: string
  entity: string
  format: string
  period: string
  issue: number
  cut: number
  fileName: string
  sha256: string
  issuedAt: string
}

export interface ExtractsAsked {
  entity: string
  period?: string | undefined
  after?: { period: string; issue: number } | undefined
  limit: number
}

/** Issued extracts, the newest period and issue first; one more than `limit` when there are more. */
export async function readExtracts(
  db: Db,
  { entity, period, after, limit }: ExtractsAsked,
): Promise<ExtractLine[]> {
  return db.query<ExtractLine>(
    `select extract_id as "extractId", entity, format, period, issue, cut,
            file_name as "fileName", sha256, issued_at as "issuedAt"
     from ${await activeTable(db, 'extracts')}
     where entity = $1 and ($2::text is null or period = $2)
       and ($3::text is null or (period, issue) < ($3, $4::integer))
     order by period desc, issue desc limit $5`,
    [entity, period ?? null, after?.period ?? null, after?.issue ?? null, limit + 1],
  )
}
