import type { Refusal } from '@ventanilla/decider'

/** Every reason why a case can't be changed as asked; each stands in this service's error catalog. */
export type CaseRefusalCode =
  | 'case-not-open'
  | 'case-closed'
  | 'transition-not-allowed'
  | 'transition-by-system'
  | 'reason-not-allowed'
  | 'reason-required'
  | 'note-required'
  | 'evidence-missing'
  | 'evidence-unknown'
  | 'outcome-required'
  | 'outcome-not-allowed'
  | 'outcome-too-early'
  | 'text-not-allowed'
  | 'answered-before-filed'
  | 'answered-in-future'
  | 'moved-before-filed'
  | 'moved-in-future'
  | 'moved-out-of-order'
  | 'escalation-not-allowed'
  | 'area-unknown'
  | 'level-unknown'
  | 'theme-not-of-entity'
  | 'product-not-of-entity'

export type CaseRefusal = Refusal<CaseRefusalCode>
