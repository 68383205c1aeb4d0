import { projection, type Row } from '@ventanilla/projections'
import { alertIn } from './in-log.ts'

/** One line an alert, for the list of them. */
export const earlyAlerts = projection<NonNullable<ReturnType<typeof alertIn>>, Row>({
  name: 'early_alerts',
  version: 1,
  key: 'alert_id',
  columns: {
    alert_id: 'uuid',
    case_id: 'uuid',
    entity: 'text',
    day: 'date',
    // In ten-thousandths: what is told has four decimals.
    risk: 'integer',
    area: 'text',
    procedure: 'text',
    kind: 'text',
    alert: 'json',
  },
  indexes: [['entity', 'day', 'risk', 'case_id']],
  translate: alertIn,
  keyOf: ({ id }) => id,
  on: {
    'ventanilla.reporting.CaseAtRisk.v1': (_, { id, entity, data }) => ({
      ...{
        alert_id: id,
        case_id: data.caseId,
        entity,
        day: data.on,
        risk: inTenThousandths(data.risk.value),
      },
      ...{ area: data.area, procedure: data.procedure, kind: data.kind, alert: data },
    }),
  },
})

export function inTenThousandths(share: number): number {
  return Math.round(share * 10_000)
}
