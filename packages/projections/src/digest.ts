import { createHash } from 'node:crypto'
import type { Db } from '@ventanilla/database'
import { activeTable } from './generations.ts'
import type { Projection } from './projection.ts'

/**
 * SHA-256 of what a read model says, whoever built it and when: its rows without ids (uuid columns) and
 * volatile columns, each as canonical JSON, sorted.
 */
export async function digestOf(db: Db, { name, columns, volatile }: Projection): Promise<string> {
  const told = Object.keys(columns)
    .filter((column) => columns[column] !== 'uuid' && !volatile.includes(column))
    .sort()
  const rows = await db.query<Record<string, unknown>>(
    `select ${told.map((column) => `"${column}"`).join(', ')} from ${await activeTable(db, name)}`,
  )
  const hash = createHash('sha256')
  for (const line of rows.map(canonical).sort()) hash.update(line).update('\n')
  return hash.digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`
  return JSON.stringify(value) ?? 'null'
}
