import type { Database } from '@ventanilla/database'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

type Cells = Record<string, string | null>

export interface Sample {
  table: string
  rows: Cells[]
  types: Record<string, string>
}

/** What lies in a table, as text, with the types of its columns. */
export async function sampleOf(database: Database, table: string): Promise<Sample> {
  const columns = await database.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  )
  const list = columns.map(({ name }) => `"${name}"::text`).join(', ')
  const rows = await database.query<Cells>(`select ${list} from ${table}`)
  return { table, rows, types: Object.fromEntries(columns.map(({ name, type }) => [name, type])) }
}

/**
 * One statement that writes these rows again: with new ids in the place of theirs, wherever they stand, and positions
 * out of a sequence. All else is as it was, so as many bytes go into as many indexes.
 */
export function insertOf(samples: readonly Sample[]): string {
  const ids = new Map<string, string>()
  const inserts = samples.map(({ table, rows, types }, n) => {
    const selects = rows.map((row) => `select ${cellsOf(row, types, ids).join(', ')} from ids`)
    const columns = Object.keys(types).map((name) => `"${name}"`)
    return `i${n} as (insert into ${table} (${columns.join(', ')}) ${selects.join(' union all ')})`
  })
  const made = [...ids.values()].map((name) => `gen_random_uuid() as ${name}`)
  return `with ids as materialized (select ${made.join(', ')}),\n${inserts.join(',\n')}\nselect 1;\n`
}

function cellsOf(row: Cells, types: Record<string, string>, ids: Map<string, string>): string[] {
  return Object.entries(types).map(([column, type]) => {
    const cell = row[column] ?? null
    if (column === 'position') return `nextval('position')`
    if (cell === null) return `null::${type}`
    const found = cell.match(UUID) ?? []
    for (const id of found) if (!ids.has(id)) ids.set(id, `u${ids.size}`)
    if (found.length === 0) return `${quoted(cell)}::${type}`
    if (type === 'uuid') return `${ids.get(cell)}`
    const parts = cell.split(UUID).map(quoted)
    const joined = parts.flatMap((part, i) =>
      i === 0 ? [part] : [`${ids.get(found[i - 1] ?? '')}::text`, part],
    )
    return `(${joined.join(' || ')})::${type}`
  })
}

/** A colon would begin a variable of pgbench, even within quotes. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')
  return `E'${escaped}'`
}
