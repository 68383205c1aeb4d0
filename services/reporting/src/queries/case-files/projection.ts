import { type PublicEvent, publicEvents } from '@ventanilla/contracts'
import { projection, type Row } from '@ventanilla/projections'
import { type CaseStanding, newStanding, stand } from '../../domain/case-file.ts'
import { fromJournal, journalStream } from '../../reactions/journal-entry.ts'
import { derived, derivedOf, own, volatile } from './columns.ts'

/** Facts about a case that has come in. One that is in quarantine is no case yet; an extract is none at all. */
const types = Object.keys(publicEvents).filter(
  (type) => !type.startsWith('ventanilla.reporting.') && type !== 'ventanilla.intake.FilingQuarantined.v1',
)

function apply(row: Row | undefined, event: PublicEvent): Row {
  const before = (row?.standing as CaseStanding | undefined) ?? newStanding(event.subject)
  const standing = stand(before, event)
  return { case_id: event.subject, entity: event.entity, standing } as unknown as Row
}

/**
 * What lists, worklists and indicators ask of each case, whatever the order in which the publishers were heard. All
 * that happened to one is folded from its own stream when it is asked for: kept in the row, it was nine tenths of it.
 */
export const caseFiles = projection<PublicEvent, Row>({
  name: 'case_files',
  // 10: which cases it is linked with, and what was answered in fields that indicators count.
  // 11: its priority, and since when it is in its state.
  version: 11,
  key: 'case_id',
  columns: own,
  derived: { columns: derived, of: derivedOf },
  volatile,
  unkept: { columns: ['standing'], streamOf: journalStream },
  indexes: [
    ['entity', 'received_at', 'case_id'],
    ['entity', 'open', 'attend_by', 'case_id'],
    ['entity', 'open', 'precedence', 'attend_by', 'case_id'],
    ['entity', 'received_on'],
    ['entity', 'ended_on'],
    ['radicado'],
  ],
  translate: fromJournal,
  keyOf: ({ subject }) => subject,
  on: Object.fromEntries(types.map((type) => [type, apply])),
})
