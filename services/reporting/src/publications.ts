import type { Publications } from '@ventanilla/bus'
import type { ExtractIssued } from './domain/extract/decider.ts'

/** Of what reporting writes itself, the others learn that an extract was issued. */
export const publications: Publications = ({ type, data }) => {
  if (type !== 'ExtractIssued') return undefined
  const issued = data as unknown as ExtractIssued['data']
  const { extractId, format, period, cut, definition, fileName, sha256 } = issued
  return {
    type: 'ventanilla.reporting.ExtractIssued.v1',
    subject: extractId,
    data: { extractId, format, period, cut, definition, fileName, sha256 },
  }
}
