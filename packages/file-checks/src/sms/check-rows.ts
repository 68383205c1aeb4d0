import type { Bounds } from '../bounds.ts'
import type { Findings } from '../findings.ts'
import type { FileParameters } from '../parameters.ts'
import { messageLimits } from './check-message.ts'
import { checkRow } from './check-row.ts'
import { type Heading, readHeading } from './heading.ts'
import type { Row } from './row.ts'
import { Seen } from './seen.ts'

const isEmpty = (row: Row) => 'cells' in row && row.cells.every((cell) => cell.trim() === '')

/** A list against the procedure, row by row; @returns how many rows it has. The first that isn't empty is the heading. */
export async function checkRows(
  rows: AsyncIterable<Row>,
  parameters: FileParameters,
  bounds: Bounds,
  findings: Findings,
): Promise<number> {
  const rules = { parameters, message: messageLimits(parameters), seen: new Seen() }
  let heading: Heading | undefined
  let count = 0
  for await (const row of rows) {
    if (isEmpty(row)) continue
    if (heading === undefined) {
      heading = readHeading('cells' in row ? row.cells : [], row.line, parameters, findings)
      if (heading === undefined) return 0
      if (!heading.at.has('telefono'))
        findings.add('sms-phone-column-absent', 'La lista no trae la columna «telefono».', {
          at: { line: row.line, column: 'telefono' },
        })
      continue
    }
    if (count === bounds.rows) {
      const detail = `La lista tiene más de ${bounds.rows} filas: las demás no se revisaron.`
      findings.add('sms-rows-too-many', detail, { at: { line: row.line }, limit: bounds.rows })
      return count
    }
    count += 1
    checkRow(row, heading, rules, findings)
  }
  if (heading === undefined) {
    const column = parameters['sms-columnas'][0] ?? 'mensaje'
    findings.add('sms-column-missing', 'La lista no tiene encabezado.', { at: { line: 1, column } })
  } else if (count === 0) findings.add('sms-rows-none', 'La lista no tiene filas después del encabezado.')
  return count
}
