import type { CodeTable } from '../finding.ts'

export const smsCodes = {
  'sms-column-missing': {
    severity: 'error',
    title: 'Falta una columna',
    when: 'The heading lacks one of `sms-columnas`, or `telefono` where `sms-telefono` requires it. Rows are then not read.',
  },
  'sms-column-repeated': {
    severity: 'error',
    title: 'Una columna está dos veces',
    when: 'Two columns of the heading are the same one. Rows are then not read.',
  },
  'sms-rows-none': {
    severity: 'error',
    title: 'La lista no tiene filas',
    when: 'Nothing follows the heading.',
  },
  'sms-rows-too-many': {
    severity: 'error',
    title: 'La lista tiene más filas de las que se revisan',
    when: 'More rows than are ever read of one list; those after were not looked at.',
  },
  'sms-row-cells': {
    severity: 'error',
    title: 'La fila tiene más celdas que el encabezado',
    when: 'Something stands after the last column, usually because a separator inside a text is not quoted. Nothing else is said of the row.',
  },
  'sms-row-quote': {
    severity: 'error',
    title: 'Unas comillas no se cierran',
    when: 'A quotation mark opens a cell on this line and does not close it; reading goes on at the next line.',
  },
  'sms-row-too-long': {
    severity: 'error',
    title: 'La línea es más larga de lo que se lee',
    when: 'A line of a CSV file goes on beyond 64 KiB; it is passed over.',
  },
  'sms-row-duplicate': {
    severity: 'error',
    title: 'La fila repite otra',
    when: 'An earlier row has the same cédula, phone and message, so the same person would get the same message twice.',
  },
  'sms-cell-undecodable': {
    severity: 'error',
    title: 'La celda tiene un carácter ilegible',
    when: 'Bytes that are no character in the encoding of the file, a replacement character, or a cell of a workbook that holds an error such as #N/A.',
  },
  'sms-cedula-empty': {
    severity: 'error',
    title: 'Falta la cédula',
    when: 'The cell has no cédula.',
  },
  'sms-cedula-invalid': {
    severity: 'error',
    title: 'La cédula no es un número de cédula',
    when: 'Other than one to ten digits; points and spaces between them are passed over. A number that a spreadsheet wrote as 1,03E+09 is one.',
  },
  'sms-name-empty': {
    severity: 'warning',
    title: 'Falta el nombre o el apellido',
    when: 'The cell of `nombre` or `apellido` is empty.',
  },
  'sms-message-empty': {
    severity: 'error',
    title: 'Falta el mensaje',
    when: 'The cell has no message.',
  },
  'sms-message-too-long': {
    severity: 'error',
    title: 'El mensaje es más largo de lo admitido',
    when: 'More characters than `sms-largo-maximo`.',
  },
  'sms-message-accents': {
    severity: 'error',
    title: 'El mensaje lleva tildes',
    when: 'One of `sms-letras-rechazadas` is in the message, written as one character or as letter and accent.',
  },
  'sms-message-not-gsm': {
    severity: 'warning',
    title: 'El mensaje no cabe en el alfabeto de los SMS',
    when: 'A character other than the refused letters is outside GSM 03.38: the message would go out in UCS-2, 70 characters at a time.',
  },
  'sms-message-septets': {
    severity: 'warning',
    title: 'El mensaje se enviaría en dos partes',
    when: 'In GSM 03.38 it takes more septets than `sms-largo-maximo`, since €, [, ], {, }, ^, ~, | and \\ take two, although its characters are no more.',
  },
  'sms-phone-invalid': {
    severity: 'error',
    title: 'El teléfono no es un celular colombiano',
    when: 'Other than ten digits that begin with 3, with or without 57 before them.',
  },
  'sms-phone-missing': {
    severity: 'note',
    title: 'La fila no trae teléfono',
    when: 'There is a column `telefono` and this cell is empty: the number is looked up by the cédula. An error where `sms-telefono` requires the column.',
  },
  'sms-phone-column-absent': {
    severity: 'note',
    title: 'La lista no trae teléfonos',
    when: 'There is no column `telefono`, which the procedure does not require: every number is looked up by the cédula.',
  },
  'sms-sheets-ignored': {
    severity: 'warning',
    title: 'El libro tiene más hojas',
    when: 'Only the first sheet of a workbook is read.',
  },
} as const satisfies CodeTable
