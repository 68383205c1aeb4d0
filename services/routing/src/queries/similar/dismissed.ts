import { projection, type Row } from '@ventanilla/projections'
import { pairOf, type SimilarDismissed } from '../../domain/similar/dismissal.ts'

type Folded = SimilarDismissed & { entity: string }

interface DismissedRow extends Row {
  pair: string
}

/** Pairs of cases of which somebody said that they aren't one matter. */
export const dismissed = projection<Folded, DismissedRow>({
  name: 'dismissed',
  version: 1,
  key: 'pair',
  columns: { pair: 'text' },
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data: { caseId, other } }) => (other === undefined ? undefined : pairKey(caseId, other)),
  on: { SimilarDismissed: (_, { data: { caseId, other } }) => ({ pair: pairKey(caseId, other) }) },
})

export const pairKey = (one: string, other: string): string => pairOf(one, other).join(' ')
