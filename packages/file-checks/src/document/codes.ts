import type { CodeTable } from '../finding.ts'

export const documentCodes = {
  'document-locked': {
    severity: 'error',
    title: 'El documento tiene restricciones',
    when: 'It opens without a password, but printing, copying or editing is locked: an encrypted PDF, a protected workbook, a protected sheet.',
  },
  'document-page-without-text': {
    severity: 'error',
    title: 'Una página no tiene texto en el que se pueda buscar',
    when: 'The page shows something and has no text: scanned, or drawn as curves.',
  },
  'document-page-blank': {
    severity: 'note',
    title: 'Una página está en blanco',
    when: 'The page neither shows anything nor has text.',
  },
  'document-without-text': {
    severity: 'error',
    title: 'El libro no tiene texto en el que se pueda buscar',
    when: 'No cell of the workbook has a value.',
  },
  'document-metadata': {
    severity: 'error',
    title: 'El documento lleva metadatos',
    when: 'Author, software, dates, custom properties, XMP, the path where it was saved, printers, Exif of pictures. One finding for each place; `file-check document --clean` takes away what it can.',
  },
  'document-people': {
    severity: 'error',
    title: 'El documento nombra a quienes lo comentaron o editaron',
    when: 'Authors of comments, people of threaded comments, the list of who shared a workbook. Comments are content: they are not taken away.',
  },
  'document-macros': {
    severity: 'error',
    title: 'El documento tiene macros',
    when: 'A workbook brings a VBA project or old macro sheets.',
  },
  'document-active': {
    severity: 'error',
    title: 'El documento ejecuta acciones',
    when: 'A PDF runs JavaScript or starts a program.',
  },
  'document-attachments': {
    severity: 'warning',
    title: 'El documento trae archivos adjuntos',
    when: 'A PDF or a workbook carries other files, which were not looked at.',
  },
  'document-signed': {
    severity: 'warning',
    title: 'El documento está firmado digitalmente',
    when: 'Taking anything away would break the signature, so it is not cleaned: clean first, sign afterwards.',
  },
  'document-untagged': {
    severity: 'warning',
    title: 'El PDF no está etiquetado',
    when: 'Screen readers find neither headings nor order (Resolución MinTIC 1519 de 2020, anexo 1).',
  },
  'document-language': {
    severity: 'warning',
    title: 'El PDF no dice su idioma',
    when: 'Screen readers do not know how to pronounce it (Resolución MinTIC 1519 de 2020, anexo 1).',
  },
} as const satisfies CodeTable
