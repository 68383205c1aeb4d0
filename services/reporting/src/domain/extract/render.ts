import type { Quarter } from '../quarter.ts'
import type { Definition, Field, FileLayout, RecordLayout } from './definition.ts'
import { cell, type Table } from './table.ts'

/** The lines of a file, without their ends. @throws RangeError when a value is wider than its field */
export function render(definition: Definition, quarter: Quarter, table: Table): readonly string[] {
  const places = definition.records.flatMap((record) =>
    pairs(definition, record).map((at) => ({ record, at })),
  )
  return places.map(({ record, at }, index) => {
    const line = { definition, quarter, table, at, sequence: index + 1, count: places.length }
    return record.fields.map((field) => padded(field, textOf(field, line))).join('')
  })
}

/** The bytes of a file. @throws RangeError for a character that its encoding doesn't have */
export function encode(lines: readonly string[], { encoding, lineEnd, endAfterLast }: FileLayout): Buffer {
  const end = lineEnd === 'lf' ? '\n' : '\r\n'
  const text = lines.join(end) + (endAfterLast ? end : '')
  const highest = { ascii: 0x7f, latin1: 0xff, utf8: 0x10ffff }[encoding]
  const foreign = [...text].find((character) => (character.codePointAt(0) ?? 0) > highest)
  if (foreign !== undefined) throw new RangeError(`'${foreign}' can't be written in ${encoding}`)
  return Buffer.from(text, encoding)
}

export function fileNameOf({ file }: Pick<Definition, 'file'>, { year, number }: Quarter): string {
  return file.name.replaceAll('{quarter}', String(number)).replaceAll('{year}', String(year))
}

interface At {
  readonly column: string
  readonly unit: string
}

interface Rendering {
  readonly definition: Definition
  readonly quarter: Quarter
  readonly table: Table
  readonly at: At
  readonly sequence: number
  readonly count: number
}

/** Every line that a record stands for, the first name of `each` varying slowest. */
function pairs({ columns, units }: Definition, { each }: RecordLayout): At[] {
  const codes = { column: columns.map(({ code }) => code), unit: units.map(({ code }) => code) }
  let all: At[] = [{ column: '', unit: '' }]
  for (const what of each) all = all.flatMap((at) => codes[what].map((code) => ({ ...at, [what]: code })))
  return all
}

function textOf(field: Field, { definition, quarter, table, at, sequence, count }: Rendering): string {
  if ('text' in field) return field.text
  if ('parameter' in field) return parameterText(definition, field.parameter)
  switch (field.value) {
    case 'sequence':
      return String(sequence)
    case 'line-count':
      return String(count)
    case 'column':
    case 'unit':
      return at[field.value]
    case 'sign':
      // A number of cases is never negative.
      return '+'
    case 'cut-date':
      return dateText(quarter.last, field.style)
    case 'amount':
      return cell(table, at.column, at.unit).toFixed(field.decimals)
  }
}

function parameterText({ parameters }: Definition, id: string): string {
  const text = parameters[id]
  if (text === undefined) throw new TypeError(`the format has no parameter ${id}`)
  return text
}

/** 'DDMMAAAA': day, month and year in the order and with the signs of `style`. */
function dateText(date: string, style: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return style.replace('DD', day).replace('MM', month).replace('AAAA', year)
}

function padded({ name, width, fill, align }: Field, text: string): string {
  if (text.length > width) throw new RangeError(`${name}: '${text}' is wider than ${width}`)
  return align === 'left' ? text.padEnd(width, fill) : text.padStart(width, fill)
}
