import type { Recorded } from '@ventanilla/event-log'
import { projection, type Row } from '@ventanilla/projections'
import type { ExtractIssued } from '../../domain/extract/decider.ts'

/** One line an issued extract, for lists: the extract itself is read from its stream. */
export const extracts = projection<Recorded, Row>({
  name: 'extracts',
  version: 1,
  key: 'extract_id',
  columns: {
    extract_id: 'uuid',
    entity: 'text',
    format: 'text',
    period: 'text',
    issue: 'integer',
    cut: 'bigint',
    definition: 'text',
    file_name: 'text',
    sha256: 'text',
    issued_at: 'timestamptz',
  },
  // Where in the journal it was cut depends on the order in which facts came in; its bytes don't.
  volatile: ['cut'],
  indexes: [['entity', 'period', 'issue']],
  keyOf: ({ type, data }) => (type === 'ExtractIssued' ? String(data.extractId) : undefined),
  on: {
    ExtractIssued: (_, { entity, at, data }) => {
      const { extractId, format, period, issue, cut, definition, fileName, sha256 } =
        data as unknown as ExtractIssued['data']
      return {
        ...{ extract_id: extractId, entity, format, period, issue, cut, sha256 },
        ...{ definition: definition.version, file_name: fileName, issued_at: at },
      }
    },
  },
})
