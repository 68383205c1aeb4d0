import { bogotaDate, type LocalDate } from '@ventanilla/calendar'
import { type Projection, projection, type Row } from '@ventanilla/projections'
import type { Definitions } from '../../domain/definitions.ts'
import type { CaseEvent, TimedMove } from '../../domain/events.ts'
import { nominalInstant } from '../../domain/move/fire-due.ts'
import { staysPut } from '../../domain/move/stays-put.ts'

type Folded = CaseEvent & { entity: string }

export interface DueMoveRow extends Row {
  case_id: string
  entity: string
  transition: string
  due_at: string
}

/**
 * Moves that the engine will make by itself, and when. Only what is armed has a row, so the index over all of the
 * table is as small as one over a part: an entry that waits costs its own and nothing more.
 */
export function dueMoves({ calendarOf }: Definitions): Projection {
  /** The first of the moves that wait in a state; the others would find the case gone. */
  function armed(
    { entity, data }: Folded,
    since: LocalDate,
    timed: readonly TimedMove[],
  ): DueMoveRow | undefined {
    const calendar = calendarOf(entity)
    const [first] = timed
      .map(({ transition, ...term }) => ({ transition, due_at: nominalInstant(since, term, calendar) }))
      .sort((a, b) => (a.due_at < b.due_at ? -1 : 1))
    return first && { case_id: data.caseId, entity, ...first }
  }

  return projection<Folded, DueMoveRow>({
    name: 'due_moves',
    // 2: found from a bound on, not from the beginning of the index. 3: a move to where it is leaves what waits there.
    version: 3,
    key: 'case_id',
    columns: { case_id: 'uuid', entity: 'text', transition: 'text', due_at: 'timestamptz' },
    polled: 'due_at',
    translate: (recorded) => recorded as unknown as Folded,
    keyOf: ({ data }) => data.caseId,
    on: {
      CaseOpened: (_, event) => {
        if (event.type !== 'CaseOpened') return undefined
        return armed(event, bogotaDate(event.data.receivedAt), event.data.timed)
      },
      CaseMoved: (row, event) => {
        if (event.type !== 'CaseMoved') return undefined
        if (staysPut(event.data)) return row
        return armed(event, event.data.on, event.data.timed)
      },
      CaseMigrated: (_, event) => {
        if (event.type !== 'CaseMigrated') return undefined
        return armed(event, event.data.waitsFrom, event.data.timed)
      },
      // Nothing waits for a case that rests.
      CaseMerged: () => undefined,
      CaseUnmerged: (_, event) => {
        if (event.type !== 'CaseUnmerged') return undefined
        return armed(event, event.data.since, event.data.timed)
      },
    },
  })
}
