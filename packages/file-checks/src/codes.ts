import { bannerCodes } from './banner/codes.ts'
import { documentCodes } from './document/codes.ts'
import type { CodeEntry, CodeTable } from './finding.ts'
import { smsCodes } from './sms/codes.ts'

/** What any file may be told. */
export const commonCodes = {
  'file-empty': { severity: 'error', title: 'El archivo está vacío', when: 'The file has no bytes.' },
  'file-too-large': {
    severity: 'error',
    title: 'El archivo es más grande de lo que se revisa',
    when: 'The file is longer than is ever read of its kind; nothing else was looked at.',
  },
  'file-type-refused': {
    severity: 'error',
    title: 'El contenido no es de un formato admitido',
    when: 'By its first bytes the file is of another format than the procedure admits, whatever its name says.',
  },
  'file-name-mismatch': {
    severity: 'warning',
    title: 'El nombre dice un formato y el contenido es otro',
    when: 'The content is admitted, but the ending of the name belongs to another format: a portal would serve it as that.',
  },
  'file-damaged': {
    severity: 'error',
    title: 'El archivo está dañado o incompleto',
    when: 'The structure breaks off or contradicts itself: a JPEG without its end, a PDF or a workbook that no reader opens.',
  },
  'file-trailing-data': {
    severity: 'error',
    title: 'Hay datos después del final',
    when: 'Bytes other than zeros follow the end of the image: another file may be hidden there.',
  },
  'file-password': {
    severity: 'error',
    title: 'El archivo pide contraseña para abrirse',
    when: 'The content is encrypted and can only be read with a password.',
  },
  'file-expands-too-much': {
    severity: 'error',
    title: 'El archivo se expande más de lo admitido',
    when: 'A part inside grows beyond what is ever unpacked, there are too many parts, or one is longer than declared.',
  },
  'check-time-exceeded': {
    severity: 'error',
    title: 'La revisión tardó más de lo admitido',
    when: 'Reading the file took more processor time than a check may take; it was stopped.',
  },
  'check-memory-exceeded': {
    severity: 'error',
    title: 'La revisión necesitó más memoria de la admitida',
    when: 'Reading the file took more memory than a check may take; it was stopped.',
  },
} as const satisfies CodeTable

const all = { ...commonCodes, ...bannerCodes, ...smsCodes, ...documentCodes }

export type Code = keyof typeof all

/** Every code that a check can give. */
export const codes: Readonly<Record<Code, CodeEntry>> = all
