import { projection, type Row } from '@ventanilla/projections'
import { type Action, evolveAction, type KnownAction } from '../../domain/improvement/action.ts'
import type { ActionEvent, Cause } from '../../domain/improvement/events.ts'

type Folded = ActionEvent & { entity: string }

export interface ActionRow extends Row {
  id: string
  entity: string
  procedure: string
  area: string
  owner: string
  status: string
  due: string
  moved_on: string
  /** `case:…`, `indicator:…`, `sample:…` or `finding:…`. */
  causes: readonly string[]
  /** As its rules see it. */
  state: KnownAction & Record<string, unknown>
}

export function causeKey(cause: Cause): string {
  if ('case' in cause) return `case:${cause.case}`
  if ('indicator' in cause) return `indicator:${cause.indicator}`
  return 'sample' in cause ? `sample:${cause.sample}` : `finding:${cause.finding}`
}

/** One line an action. */
export const improvementActions = projection<Folded, ActionRow>({
  name: 'improvement_actions',
  version: 2, // 2: indexed by cause
  key: 'id',
  columns: {
    ...{ id: 'uuid', entity: 'text', procedure: 'text', area: 'text', owner: 'text', status: 'text' },
    ...{ due: 'text', moved_on: 'text', causes: 'jsonb', state: 'jsonb' },
  },
  indexes: [['entity', 'due', 'id'], ['causes']],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.action,
  on: Object.fromEntries(
    [
      ...['ActionOpened', 'ActionAmended', 'ActionProgressed', 'ActionDone'],
      ...['ActionVerified', 'ActionReopened', 'ActionCancelled'],
    ].map((type) => [type, folded]),
  ),
})

function folded(row: ActionRow | undefined, event: Folded): ActionRow | undefined {
  const before: Action = row?.state ?? { status: 'none' }
  const state = evolveAction(before, event)
  if (state.status === 'none') return row
  const { action: id, procedure, area, owner, status, due, movedOn: moved_on } = state
  const causes = state.causes.map(causeKey)
  const { entity } = event
  return { id, entity, procedure, area, owner, status, due, moved_on, causes, state: { ...state } }
}
