import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface MigrationFile {
  number: number
  /** As on disk: '001-log.sql'. */
  name: string
  sql: string
  sha256: string
  /** A program that doesn't know this file can't work on a schema that has it: its first line is `-- breaking`. */
  breaking: boolean
}

const BREAKING = /^-- breaking\b/
const NAME = /^(\d{3})-[a-z0-9-]+\.sql$/

/** The numbered files of a folder in order. @throws when a name is odd or a number is missing or taken twice. */
export async function migrationFiles(dir: URL | string): Promise<MigrationFile[]> {
  const folder = dir instanceof URL ? fileURLToPath(dir) : dir
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(NAME.exec(name)?.[1])
      if (number !== index + 1) {
        throw new Error(`${join(folder, name)}: migrations are 001-name.sql, 002-name.sql … with no gap`)
      }
      // A checkout with CRLF line ends is the same migration.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { number, name, sql, sha256, breaking: BREAKING.test(sql) }
    }),
  )
}
