import type { Fact } from '@ventanilla/decider'

/** What notes, words and sensitive values of a form may be read for (Ley 1581 de 2012, art. 4 b), each in Spanish. */
export const purposes = {
  attend: 'atender el caso',
  adjust: 'dar a la persona el ajuste o la preferencia que pide',
  holder: 'lo pide la propia persona',
  authority: 'lo pide una autoridad en ejercicio de sus funciones',
  archive: 'entregar el expediente al archivo',
} as const
export type Purpose = keyof typeof purposes

/**
 * Somebody read what the vault keeps of a case: fields of its forms, as `form.field`, and of its moves `note` or `text`.
 * Which and for what, never what they say.
 */
export type FormRead = Fact<'FormRead', { caseId: string; purpose: Purpose; fields: readonly string[] }>

export const accessStream = (caseId: string) => `access/${caseId}`
