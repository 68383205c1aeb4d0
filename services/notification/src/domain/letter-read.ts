import type { Fact } from '@ventanilla/decider'

/** Somebody read a letter as it went out, which speaks of its person (Ley 1581/2012 art. 17.d). */
export type LetterRead = Fact<'LetterRead', { caseId: string; messageId: string }>

export const accessStream = (caseId: string) => `access/${caseId}`
