import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import { ProblemError, problem } from '@ventanilla/http-kit'
import { dueDate } from '@ventanilla/terms'
import { rulesOf } from '../domain/definitions.ts'
import type { CaseOpened } from '../domain/events.ts'
import { decideMerge, type Side } from '../domain/merge/merge.ts'
import { decideUnmerge } from '../domain/merge/unmerge.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changePair } from './change-pair.ts'
import { personOf } from './person.ts'
import { type ReadCase, readOpen } from './read-open.ts'

export interface MergeAsked {
  into: string
  intoVersion?: number | undefined
  note: string
}

/** The case is found to be the same matter as another one, which goes on for both. */
export function mergeCase(deps: ChangeDeps, asked: Asked, said: MergeAsked): Promise<Changed> {
  const { log, clock } = deps
  const { into, intoVersion, note } = said
  const at = clock.now()
  return changePair(deps, asked, {
    ...{ at, note, otherVersion: intoVersion },
    other: (own) => (into === own.state.caseId ? Promise.resolve(own) : readInto(log, asked, into)),
    decide: (pair, noteRef) =>
      decideMerge({
        ...{ from: sideOf(deps, pair.from), into: sideOf(deps, pair.into) },
        ...{ on: bogotaDate(at), noteRef, by: personOf(asked.caller) },
      }),
  })
}

async function readInto(log: EventLog, { caller }: Asked, caseId: string): Promise<ReadCase> {
  try {
    return await readOpen(log, { caseId, caller })
  } catch (error) {
    const none = error instanceof ProblemError && ['not-found', 'case-not-open'].includes(error.code)
    throw none ? problem('merge-other-unknown', { field: 'body.into' }) : error
  }
}

/** A case that was merged goes on by itself again. */
export function unmergeCase(deps: ChangeDeps, asked: Asked, note: string): Promise<Changed> {
  const { log, clock, definitions } = deps
  const at = clock.now()
  return changePair(deps, asked, {
    ...{ at, note },
    other: ({ state: { mergedInto } }) => {
      if (mergedInto === undefined) throw problem('not-merged')
      return readOpen(log, { caseId: mergedInto, caller: asked.caller })
    },
    decide: ({ from: { entity, state } }, noteRef) => {
      const { procedure } = rulesOf(definitions, entity, state)
      return decideUnmerge({
        ...{ from: state, on: bogotaDate(at), noteRef },
        ...{ by: personOf(asked.caller), procedure },
      })
    },
  })
}

function sideOf({ definitions }: ChangeDeps, { entity, state, stream }: ReadCase): Side {
  const { procedure } = rulesOf(definitions, entity, state)
  const opened = stream.events.find(({ type }) => type === 'CaseOpened')?.data as unknown as
    | CaseOpened['data']
    | undefined
  const [term] = opened?.terms ?? []
  return { state, entity, family: procedure.family, due: term && dueOf(term, definitions.calendarOf(entity)) }
}

/** Of a term in hours the day tells too little. */
function dueOf(
  { received, amount, unit }: CaseOpened['data']['terms'][number],
  calendar: Calendar,
): LocalDate | undefined {
  if (unit === 'business-hours' || unit === 'calendar-hours') return undefined
  return dueDate({ received, amount, unit }, calendar)
}
