/** What a sample is made of: an entity that lends for studies. Weights are parts of a hundred, roughly. */

type Mix<T> = readonly (readonly [T, number])[]

/** What people write about; demos and tests set the product of a case by it. */
export const sampleThemes: Mix<string> = [
  ['Crédito educativo pregrado', 20],
  ['Crédito educativo posgrado', 8],
  ['Crédito educativo exterior', 6],
  ['Crédito para formación corta', 5],
  ['Títulos de ahorro educativo', 3],
  ['Renovación y giro de matrícula', 13],
  ['Subsidio de sostenimiento', 5],
  ['Cartera y estado de cuenta', 12],
  ['Alivios, acuerdos y refinanciación', 7],
  ['Condonación de crédito', 5],
  ['Fondos en administración', 6],
  ['Becas internacionales', 3],
  ['Certificados y paz y salvo', 3],
  ['Actualización de datos', 2],
  ['Atención en los canales', 2],
]

export interface SampleClass {
  readonly words: string
  /** Business days: Ley 1437/2011 art. 14. */
  readonly term: number
}

/** Quejas and reclamos, which the quarterly extract counts, are 35 of 100. */
export const sampleClasses: Mix<SampleClass> = [
  [{ words: 'SOLICITUD-INTERES PARTICULAR', term: 15 }, 27],
  [{ words: 'SOLICITUD-INTERES GENERAL', term: 15 }, 3],
  [{ words: 'SOLICITUD DE INFORMACION', term: 10 }, 18],
  [{ words: 'CONSULTA', term: 30 }, 4],
  [{ words: 'QUEJA', term: 15 }, 12],
  [{ words: 'RECLAMO', term: 15 }, 23],
  [{ words: 'SUGERENCIA', term: 15 }, 3],
  [{ words: 'DENUNCIA', term: 15 }, 2],
  [{ words: 'SOLICITUD', term: 15 }, 8],
]

export const sampleChannels: Mix<string> = [
  ['VIRTUAL', 54],
  ['TELEFONICO', 21],
  ['PRESENCIAL', 14],
  ['ESCRITO', 6],
  ['REDES SOCIALES', 5],
]

/** When nobody attends, only what needs nobody comes in. */
export const sampleClosedChannels: Mix<string> = [
  ['VIRTUAL', 85],
  ['REDES SOCIALES', 15],
]

/** Filings by ISO weekday, Monday first, against an even day's 1; on holidays and closing days a tenth. */
export const sampleWeekdays = [1.15, 1.25, 1.1, 1.1, 0.95, 0.18, 0.14]
export const sampleHoliday = 0.1

/** Of a hundred filings: still open (only the later ones), answered late, extended. */
export const sampleShares = { open: 3, late: 3, extended: 3 }
