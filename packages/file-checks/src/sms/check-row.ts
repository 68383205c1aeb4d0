import type { Findings } from '../findings.ts'
import type { FileParameters, SmsColumn } from '../parameters.ts'
import { checkMessage, type MessageLimits } from './check-message.ts'
import type { Heading } from './heading.ts'
import { isMobile, phoneDigits } from './phone.ts'
import type { Row } from './row.ts'
import type { Seen } from './seen.ts'

const CEDULA = /^\d{1,10}$/
/** What people write between digits. */
const BETWEEN_DIGITS = /[\s.]/g

const faults = {
  quote: ['sms-row-quote', 'Unas comillas que se abren en esta línea no se cierran.'],
  'too-long': ['sms-row-too-long', 'La línea es más larga de lo que se lee.'],
} as const

/** What holds for every row of a list. */
export interface RowRules {
  readonly parameters: FileParameters
  readonly message: MessageLimits
  readonly seen: Seen
}

/** One row against the procedure: every finding says line and column, and none what stands there. */
export function checkRow(
  row: Row,
  { width, at }: Heading,
  { parameters, message: limits, seen }: RowRules,
  findings: Findings,
): void {
  const { line } = row
  if ('fault' in row) {
    const [code, detail] = faults[row.fault]
    findings.add(code, detail, { at: { line } })
    return
  }
  if (row.cells.slice(width).some((cell) => cell.trim() !== '')) {
    findings.add('sms-row-cells', 'La fila tiene más celdas que el encabezado.', {
      ...{ at: { line }, found: row.cells.length, limit: width },
    })
    return
  }

  const spot = (column: SmsColumn) => ({ at: { line, column } })
  const value = (column: SmsColumn) => (row.cells[at.get(column) ?? -1] ?? '').trim()
  for (const [column, index] of at)
    if (row.cells[index]?.includes('\uFFFD') || row.faulty?.includes(index))
      findings.add('sms-cell-undecodable', `Hay un carácter ilegible en «${column}».`, spot(column))

  for (const column of ['nombre', 'apellido'] as const)
    if (at.has(column) && value(column) === '')
      findings.add('sms-name-empty', `Falta el dato de «${column}».`, spot(column))

  const cedula = value('cedula').replace(BETWEEN_DIGITS, '')
  if (cedula === '') findings.add('sms-cedula-empty', 'Falta la cédula.', spot('cedula'))
  else if (!CEDULA.test(cedula))
    findings.add('sms-cedula-invalid', 'La cédula debe tener de uno a diez dígitos.', spot('cedula'))

  const phone = phoneDigits(value('telefono'))
  if (at.has('telefono')) checkPhone(phone, line, parameters, findings)

  const message = value('mensaje').normalize('NFC')
  checkMessage(message, line, limits, findings)
  if (cedula === '' || message === '') return
  const before = seen.lineOf(`${cedula}\n${phone.slice(-10)}\n${message}`, line)
  if (before !== undefined)
    findings.add('sms-row-duplicate', `La fila repite la de la línea ${before}.`, {
      at: { line },
      found: before,
    })
}

function checkPhone(phone: string, line: number, parameters: FileParameters, findings: Findings): void {
  const spot = { at: { line, column: 'telefono' } }
  if (phone === '') {
    const required = parameters['sms-telefono'] === 'required-column'
    findings.add('sms-phone-missing', 'La fila no trae teléfono.', {
      ...spot,
      ...(required && { severity: 'error' }),
    })
  } else if (!isMobile(phone))
    findings.add('sms-phone-invalid', 'El teléfono no es un celular de diez dígitos que empiece por 3.', spot)
}
