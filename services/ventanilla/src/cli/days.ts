import { type LocalDate, weekday } from '@ventanilla/calendar'

const names = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']

/** 'lunes' … 'domingo'. */
export function weekdayName(date: LocalDate): string {
  return names[weekday(date) - 1] ?? ''
}

/** Text in columns, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(width(column))).join('  ')
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('')
}
