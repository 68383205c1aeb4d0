import type { Recorded } from '@ventanilla/event-log'
import type { CaseEvent } from '../domain/events.ts'

/** What was done to a case, for whoever decided on an older version of it. */
export interface Change {
  version: number
  what: string
  at: string
  from?: string
  to?: string
  reason?: string
  area?: string
  /** Of a form that was filled in: the fields that have a value by then. */
  fields?: string[]
  /** Of its priority: what it came to. */
  priority?: string
  /** Of a merge or a link, or its end: the other case. */
  other?: string
}

export function changesSince(version: number, events: readonly Recorded[]): Change[] {
  return events.filter((event) => event.version > version).map(change)
}

function change(recorded: Recorded): Change {
  const event = recorded as unknown as CaseEvent
  const about = { version: recorded.version, what: event.type, at: recorded.at }
  if (event.type === 'CaseMoved') {
    const { from, to, reason } = event.data
    return { ...about, from, to, reason }
  }
  if (event.type === 'CaseFormFilled') {
    const { values, texts } = event.data.form
    return { ...about, fields: [...Object.keys(values), ...texts] }
  }
  if (event.type === 'CaseAssigned') return { ...about, area: event.data.area }
  if (event.type === 'CasePrioritySet') return { ...about, priority: event.data.is }
  const other = otherOf(event)
  return other === undefined ? about : { ...about, other }
}

function otherOf({ type, data }: CaseEvent): string | undefined {
  switch (type) {
    case 'CaseMerged':
      return data.into
    case 'CaseUnmerged':
      return data.from
    case 'CaseAbsorbed':
      return data.merged
    case 'CaseReleased':
      return data.released
    case 'MergedCaseAnswered':
      return data.with
    case 'CaseLinked':
    case 'CaseUnlinked':
      return data.other
    default:
      return undefined
  }
}
