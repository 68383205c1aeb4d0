import type { Checked, FileKind } from './check.ts'
import type { Code } from './codes.ts'

/** Endings under which a portal serves each format as what it is. */
const endings: Readonly<Record<string, readonly string[]>> = {
  ...{ banner: ['jpg', 'jpeg'], pdf: ['pdf'], xls: ['xls'] },
  ...{ xlsx: ['xlsx', 'xlsm'], csv: ['csv', 'txt', 'tsv'] },
}

const unread: readonly Code[] = [
  'file-type-refused',
  'file-password',
  'file-too-large',
  'file-empty',
  'file-damaged',
]

/** Adds that the name says another format than the content; of a content that isn't admitted nothing is added. */
export function checkName(checked: Checked, kind: FileKind, name: string): Checked {
  if (unread.some((code) => checked.counts[code] !== undefined)) return checked
  const expected = endings[kind === 'banner' ? kind : String(checked.facts.format)]
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (expected === undefined || expected.includes(ending)) return checked
  const detail = `El nombre debería terminar en ${expected.map((one) => `.${one}`).join(' o ')}.`
  const code = 'file-name-mismatch'
  return {
    ...checked,
    counts: { ...checked.counts, [code]: 1 },
    findings: [...checked.findings, { code, severity: 'warning', detail }],
  }
}
