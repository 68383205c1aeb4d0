import type { Fact } from '@ventanilla/decider'

/** What words and sensitive values of a form may be read for (Ley 1581 de 2012, art. 4 b), each in Spanish. */
export const purposes = {
  attend: 'atender el caso',
  adjust: 'dar a la persona el ajuste o la preferencia que pide',
  holder: 'lo pide la propia persona',
  authority: 'lo pide una autoridad en ejercicio de sus funciones',
} as const
export type Purpose = keyof typeof purposes

/** Somebody read what a case's forms keep in the vault. Which fields and for what, never what they say. */
export type FormRead = Fact<'FormRead', { caseId: string; purpose: Purpose; fields: readonly string[] }>

export const accessStream = (caseId: string) => `access/${caseId}`
