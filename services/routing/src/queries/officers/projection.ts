import { projection, type Row } from '@ventanilla/projections'
import type { OfficerEvent } from '../../domain/officers/events.ts'
import { evolveOfficer, type Officer } from '../../domain/officers/officer.ts'

type Folded = OfficerEvent & { entity: string }

export interface OfficerRow extends Row {
  id: string
  entity: string
  officer: string
  /** As its rules see it. */
  state: Officer & Record<string, unknown>
}

/** Who attends cases: one line an officer of an entity. */
export const officers = projection<Folded, OfficerRow>({
  name: 'officers',
  version: 1,
  key: 'id',
  columns: { id: 'text', entity: 'text', officer: 'text', state: 'jsonb' },
  indexes: [['entity', 'officer']],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ entity, data }) => `${entity}/${data.officer}`,
  on: Object.fromEntries(
    ['OfficerSet', 'OfficerAbsent', 'OfficerAbsenceWithdrawn'].map((type) => [type, folded]),
  ),
})

function folded(row: OfficerRow | undefined, event: Folded): OfficerRow {
  const { entity, data } = event
  const state = evolveOfficer(row?.state ?? { status: 'none' }, event)
  return { id: `${entity}/${data.officer}`, entity, officer: data.officer, state: { ...state } }
}
