/**
 * The tables of docs/reference/formato-379.md, made from the layout and from ICETEX's products. Run, it writes them:
 * node services/reporting/test/formato-379-doc.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { loadFormat } from '../src/adapters/load-format.ts'
import type { Field, FileLayout, Measure } from '../src/domain/extract/definition.ts'
import { formato379, icetex, layoutText } from './definition.ts'

export const page = new URL('../../../docs/reference/formato-379.md', import.meta.url)
const format = loadFormat(layoutText)

const measures: Record<Measure, string> = {
  'pending-at-start': 'open at the end of the day before the quarter',
  received: 'received in the quarter, or opened again in it after having been closed before it',
  attended: 'open at some moment of the quarter',
  'resolved-here': 'left in the quarter and is not open when it ends; its last way out goes by this column',
  resolved: 'left in the quarter and is not open when it ends, whatever the outcome',
  'pending-at-end': 'open at the end of the last day of the quarter',
}

/** Every region of the page, by name. */
export const regions: ReadonlyMap<string, string> = new Map([
  ['columns', columns()],
  ['units', units()],
  ['endings', endings()],
  ['checks', checks()],
  ['file', file(format.file)],
  ...format.records.map(({ id }): [string, string] => [`record-${id}`, record(id)]),
  ['parameters', parameters()],
])

export function withRegions(markdown: string): string {
  return [...regions].reduce((text, [name, body]) => {
    const pattern = new RegExp(`(<!-- begin:${name} -->\n)[\\s\\S]*?(<!-- end:${name} -->)`)
    if (!pattern.test(text)) throw new Error(`the page has no region ${name}`)
    return text.replace(pattern, (_, begin: string, end: string) => `${begin}\n${body}\n\n${end}`)
  }, markdown)
}

function columns(): string {
  const rows = format.columns.map(({ code, name, counts }) => [code, name, measures[counts], `\`${counts}\``])
  return table(['Column', 'Name', 'Counts a case that is', 'In the layout'], rows)
}

function units(): string {
  const rows = format.units.map(({ code, name, total }) => {
    const products = icetex.products.filter(({ unit379 }) => unit379 === code).map((product) => product.name)
    return [code, name, total ? 'every case' : products.join(', ')]
  })
  return table(['Unit', 'Name', 'Products of ICETEX'], rows)
}

function endings(): string {
  const rows = Object.entries(formato379.rules.endings).map(([ending, column]) => [`\`${ending}\``, column])
  return table(['A case that ended', 'Column'], rows)
}

function checks(): string {
  const rows = format.checks.map(({ column, plus, minus }) => [
    `${column} = ${plus.join(' + ')}${minus.map((code) => ` − ${code}`).join('')}`,
    'in every unit',
  ])
  const { from, to } = format.carried
  const total = format.units.find((unit) => unit.total)?.code
  const others = format.units.filter((unit) => !unit.total).map(({ code }) => code)
  return table(
    ['Rule', 'Where'],
    [
      ...rows,
      [`${total} = ${others.join(' + ')}`, 'in every column'],
      [`${to} = ${from} of the quarter before, as it was last issued, and the corrections`, 'in every unit'],
      ['lines in the file = lines that the layout makes', 'in the file'],
    ],
  )
}

function file({ name, encoding, lineEnd, endAfterLast }: FileLayout): string {
  const ends = lineEnd === 'lf' ? 'a line feed' : 'carriage return and line feed'
  return table(
    ['What', 'Is'],
    [
      ['name', `\`${name}\``],
      ['encoding', encoding],
      ['lines end with', ends],
      ['after the last line', endAfterLast ? 'the same' : 'nothing'],
    ],
  )
}

function record(id: string): string {
  const fields = format.records.find((one) => one.id === id)?.fields ?? []
  let position = 1
  const rows = fields.map((field) => {
    const last = position + field.width - 1
    const place = field.width === 1 ? `${position}` : `${position}–${last}`
    position = last + 1
    return [place, String(field.width), field.name, contentsOf(field)]
  })
  return table(['Position', 'Width', 'Field', 'Holds'], rows)
}

function contentsOf(field: Field): string {
  if ('text' in field) return `\`${field.text}\``
  if ('parameter' in field)
    return `parameter \`${field.parameter}\`, by default \`${formato379.parameters[field.parameter]}\``
  switch (field.value) {
    case 'sequence':
      return 'number of the line, from 1'
    case 'line-count':
      return 'how many lines the file has'
    case 'column':
      return 'column'
    case 'unit':
      return 'unit'
    case 'sign':
      return '`+`: a number of cases is never negative'
    case 'cut-date':
      return `last day of the quarter, \`${field.style}\``
    case 'amount':
      return `how many cases, ${field.decimals} decimals`
  }
}

function parameters(): string {
  const rows = Object.entries(format.parameters).map(([id, { value, why, source, options }]) => [
    `\`${id}\``,
    code(value) + (options ? ` (of ${options.map((one) => `\`${one}\``).join(', ')})` : ''),
    why.trim(),
    source,
  ])
  return table(['Parameter', 'Default', 'Why', 'Where'], rows)
}

function code(value: unknown): string {
  if (typeof value === 'string') return `\`${value}\``
  if (Array.isArray(value)) return value.map((one) => `\`${one}\``).join(', ')
  return 'the table [above](#which-column-an-ending-goes-to)'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main) writeFileSync(page, withRegions(readFileSync(page, 'utf8')))
