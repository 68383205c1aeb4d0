import type { Publications } from '@ventanilla/bus'
import type { CaseAtRisk } from './domain/alerts/case-at-risk.ts'
import type { ExtractIssued } from './domain/extract/decider.ts'

/** Of what reporting writes itself, the others learn that an extract was issued, and that a case has come to be at risk. */
export const publications: Publications = ({ type, data }) => {
  switch (type) {
    case 'ExtractIssued':
      return extractIssued(data as unknown as ExtractIssued['data'])
    case 'CaseAtRisk': {
      const alert = data as unknown as CaseAtRisk['data']
      return { type: 'ventanilla.reporting.CaseAtRisk.v1', subject: alert.caseId, data: alert }
    }
    default:
      return undefined
  }
}

function extractIssued(issued: ExtractIssued['data']): ReturnType<Publications> {
  const { extractId, format, period, cut, definition, fileName, sha256 } = issued
  return {
    type: 'ventanilla.reporting.ExtractIssued.v1',
    subject: extractId,
    data: { extractId, format, period, cut, definition, fileName, sha256 },
  }
}
