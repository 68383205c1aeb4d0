import { type Definition, totalUnit } from './definition.ts'
import { cell, type Table } from './table.ts'

/** A rule that the numbers of an extract break: a mistake of ours, so it isn't released. */
export interface Breach {
  /** '03 = 01 + 02' */
  readonly rule: string
  readonly unit?: string
  readonly column?: string
  readonly expected: number
  readonly found: number
}

/** What has to hold in any extract, of whatever cases. */
export function breaches(table: Table, definition: Definition, lines: readonly string[]): Breach[] {
  return [
    ...definition.checks.flatMap((check) => columnBreaches(table, definition, check)),
    ...totalBreaches(table, definition),
    ...lineBreaches(definition, lines),
  ]
}

function columnBreaches(
  table: Table,
  { units }: Definition,
  { column, plus, minus }: Definition['checks'][number],
): Breach[] {
  const rule = `${column} = ${plus.join(' + ')}${minus.map((code) => ` − ${code}`).join('')}`
  return units.flatMap(({ code: unit }) => {
    const sum = (codes: readonly string[]) => codes.reduce((n, code) => n + cell(table, code, unit), 0)
    return unequal({ rule, unit, column }, sum(plus) - sum(minus), cell(table, column, unit))
  })
}

function totalBreaches(table: Table, definition: Definition): Breach[] {
  const total = totalUnit(definition)
  const others = definition.units.map(({ code }) => code).filter((code) => code !== total)
  const rule = `${total} = ${others.join(' + ')}`
  return definition.columns.flatMap(({ code: column }) => {
    const sum = others.reduce((n, unit) => n + cell(table, column, unit), 0)
    return unequal({ rule, unit: total, column }, sum, cell(table, column, total))
  })
}

function lineBreaches(definition: Definition, lines: readonly string[]): Breach[] {
  const expected = definition.records.reduce((n, { each }) => n + linesOf(definition, each), 0)
  return unequal({ rule: 'líneas del archivo' }, expected, lines.length)
}

function linesOf({ columns, units }: Definition, each: readonly ('column' | 'unit')[]): number {
  return each.reduce((n, what) => n * (what === 'column' ? columns.length : units.length), 1)
}

function unequal(about: Pick<Breach, 'rule' | 'unit' | 'column'>, expected: number, found: number): Breach[] {
  return expected === found ? [] : [{ ...about, expected, found }]
}
