import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bannerCodes } from '../src/banner/codes.ts'
import { commonCodes } from '../src/codes.ts'
import { documentCodes } from '../src/document/codes.ts'
import type { CodeTable } from '../src/finding.ts'
import { smsCodes } from '../src/sms/codes.ts'

const page = readFileSync(new URL('../../../docs/reference/file-checks.md', import.meta.url), 'utf8')
const weights = { error: 'error', warning: 'warning', note: 'note' } as const

const tables: readonly [heading: string, table: CodeTable][] = [
  ['Any file', commonCodes],
  ['Banner', bannerCodes],
  ['List of messages', smsCodes],
  ['Document', documentCodes],
]

/** The rows of the table below a heading, as they have to stand on the page. */
const rowsOf = (table: CodeTable) =>
  Object.entries(table).map(
    ([code, { severity, title, when }]) =>
      `| \`${code}\` | ${weights[severity]} | ${title} | ${when.replaceAll('|', '\\|')} |`,
  )

test.each(tables)('the page says of «%s» what the code does, and nothing else', (heading, table) => {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(rowsOf(table))
})
