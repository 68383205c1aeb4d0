import { createHash } from 'node:crypto'
import type { Database } from '@ventanilla/database'
import { activeTable } from './generations.ts'
import type { Projection } from './projection.ts'

/** Rows that are in memory at once: of a million of them only the hashes are held. */
const PAGE = 2_000

/**
 * SHA-256 of what a read model says, whoever built it and when: its rows without ids (uuid columns) and
 * volatile columns, each as canonical JSON and hashed, the hashes sorted.
 */
export async function digestOf(
  database: Database,
  { name, key, columns, volatile }: Projection,
): Promise<string> {
  const told = Object.keys(columns)
    .filter((column) => columns[column] !== 'uuid' && !volatile.includes(column))
    .sort()
  const list = [`"${key}"::text as "key"`, ...told.map((column) => `"${column}" as "told ${column}"`)].join(
    ', ',
  )
  const hashes: string[] = []
  await database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const table = await activeTable(tx, name)
    for (let after: string | null = null; ; ) {
      const rows: ({ key: string } & Record<string, unknown>)[] = await tx.query(
        `select ${list} from ${table} where $1::text is null or "${key}" > $1::${columns[key]}
         order by "${key}" limit ${PAGE}`,
        [after],
      )
      for (const { key: _, ...row } of rows)
        hashes.push(createHash('sha256').update(canonical(row)).digest('base64'))
      after = rows.at(-1)?.key ?? null
      if (rows.length < PAGE) break
    }
  })
  const hash = createHash('sha256')
  for (const one of hashes.sort()) hash.update(one)
  return hash.digest('hex')
}

/** JSON that is the same for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`
  return JSON.stringify(value) ?? 'null'
}
