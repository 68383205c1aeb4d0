import type { Refusal } from '@ventanilla/decider'
import type { GuardCode } from '@ventanilla/procedures'

/** Every reason why a case can't be changed as asked; each stands in this service's error catalog. */
export type CaseRefusalCode =
  | 'case-not-open'
  | 'case-closed'
  | 'assignment-changed'
  | 'transition-not-allowed'
  | 'transition-by-system'
  | 'transition-not-for-kind'
  | 'reason-not-allowed'
  | 'reason-required'
  | 'note-required'
  | 'evidence-missing'
  | 'evidence-unknown'
  | 'evidence-not-asked'
  | 'evidence-giver-missing'
  | 'evidence-giver-not-allowed'
  | 'form-invalid'
  | 'form-not-asked'
  | 'form-closed'
  | 'same-person'
  | 'person-required'
  | GuardCode
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
  | 'migration-not-possible'
  | 'priority-not-asked'
  | 'priority-not-granted'
  | 'priority-stands'
  | 'area-unknown'
  | 'level-unknown'
  | 'theme-not-of-entity'
  | 'product-not-of-entity'
  | 'task-unknown'
  | 'task-addressee'
  | 'task-needs-pause'
  | 'task-not-found'
  | 'task-not-open'
  | MergeRefusalCode
  | LinkRefusalCode

/** Why two cases can't be made one, or one of them two again. */
export type MergeRefusalCode =
  | 'case-merged'
  | 'merge-itself'
  | 'merge-other-unknown'
  | 'merge-other-entity'
  | 'merge-other-family'
  | 'merge-chain'
  | 'merge-not-open'
  | 'merge-later-receipt'
  | 'merge-shorter-term'
  | 'not-merged'

/** Why two cases can't be linked, or their link can't be taken away. */
export type LinkRefusalCode = 'link-itself' | 'link-other-unknown' | 'link-exists' | 'link-not-found'

export type CaseRefusal = Refusal<CaseRefusalCode>
