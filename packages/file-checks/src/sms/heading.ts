import type { Findings } from '../findings.ts'
import { type FileParameters, type SmsColumn, smsColumns } from '../parameters.ts'

export interface Heading {
  readonly width: number
  readonly at: ReadonlyMap<SmsColumn, number>
}

const aliases: Readonly<Record<string, SmsColumn>> = {
  nombres: 'nombre',
  apellidos: 'apellido',
  'numero de cedula': 'cedula',
  'numero cedula': 'cedula',
  'no de cedula': 'cedula',
  'cedula de ciudadania': 'cedula',
  'mensaje a enviar': 'mensaje',
  celular: 'telefono',
  'numero de celular': 'telefono',
  movil: 'telefono',
}

/** The columns by name, however they are written: capitals, accents and spaces around make no difference. */
export function readHeading(
  cells: readonly string[],
  line: number,
  parameters: FileParameters,
  findings: Findings,
): Heading | undefined {
  const at = new Map<SmsColumn, number>()
  let usable = true
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (column === undefined) continue
    if (at.has(column)) {
      findings.add('sms-column-repeated', `La columna «${column}» está dos veces.`, { at: { line, column } })
      usable = false
    } else at.set(column, index)
  }
  const required = new Set<SmsColumn>(parameters['sms-columnas'])
  if (parameters['sms-telefono'] === 'required-column') required.add('telefono')
  for (const column of required) {
    if (at.has(column)) continue
    findings.add('sms-column-missing', `Falta la columna «${column}».`, { at: { line, column } })
    usable = false
  }
  return usable ? { width: cells.length, at } : undefined
}

function columnOf(cell: string): SmsColumn | undefined {
  const plain = cell
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s._-]+/g, ' ')
    .trim()
  return aliases[plain] ?? smsColumns.find((column) => column === plain)
}
