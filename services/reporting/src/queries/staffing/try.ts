import { setImmediate as breathe } from 'node:timers/promises'
import type { Calendar } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import type { PaceUnknown } from '../../domain/staffing/replay.ts'
import { type Asked, type CaseTried, type Tried, tryOn } from '../../domain/staffing/tried.ts'
import { countCases, readCases } from './cases.ts'

export interface StaffingAsked extends Asked {
  readonly entity: string
}

export type NotTried = { readonly tooMany: number } | PaceUnknown

export interface Progress {
  readonly done: number
  readonly total: number
}

/** Some 100 MB while they are replayed. */
const MOST_CASES = 200_000

/** Reads all that was in the queues since the first day of the period, and replays it. */
export async function tryStaffing(
  { db, table, calendar }: { db: Db; table: string; calendar: Calendar },
  asked: StaffingAsked,
  tell: (progress: Progress) => void,
): Promise<Tried | NotTried> {
  const { entity, from, staffing } = asked
  const which = { entity, areas: [...staffing.keys()], from }
  const total = await countCases(db, table, which, MOST_CASES + 1)
  if (total > MOST_CASES) return { tooMany: MOST_CASES }
  const cases: CaseTried[] = []
  for await (const some of readCases(db, table, which)) {
    cases.push(...some)
    tell({ done: Math.min(cases.length, total), total })
  }
  return steadily(tryOn(cases, asked, calendar))
}

/** Lets others have the loop now and then: 100,000 cases of two areas take about a second of it. */
async function steadily<T>(going: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const step = going.next()
    if (step.done) return step.value
    await breathe()
  }
}
