import { type Projection, projection, type Row } from '@ventanilla/projections'
import { clockFolds, type RecordedClock } from '../clock-folds.ts'

interface ReasonRow extends Row {
  ref: string
  case_id: string
}

/** The references to the reasons of extensions: what of theirs lies in the vault and isn't here is an orphan. */
export const reasonsProjection: Projection = projection<RecordedClock, ReasonRow>({
  name: 'reasons',
  version: 1,
  key: 'ref',
  columns: { ref: 'uuid', case_id: 'uuid' },
  keyOf: (event) => (event.type === 'ClockExtended' ? event.data.reasonRef : undefined),
  on: clockFolds<ReasonRow>({
    ClockExtended: (row, { data }) =>
      data.reasonRef === undefined ? row : { ref: data.reasonRef, case_id: data.caseId },
  }),
})
