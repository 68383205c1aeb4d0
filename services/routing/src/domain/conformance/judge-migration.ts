import type { Case } from '../case.ts'
import type { CaseMigrated } from '../events.ts'
import type { Deviation } from './deviation.ts'
import { finding, type Rules } from './judge-move.ts'

/** What is wrong with a case's having gone on under another version; it may have come from one that is gone by now. */
export function judgeMigration(
  later: Rules | undefined,
  state: Case,
  { data }: CaseMigrated,
): Pick<Deviation, 'code' | 'detail'>[] {
  if (later === undefined) return [finding('definition-missing')]
  const target = later.procedure.states.find(({ id }) => id === data.state)
  if (target === undefined) return [finding('state-missing')]
  if (state.status !== 'open' || state.state !== data.from) return [finding('state-altered')]
  const same = target.clock === state.clock && (target.final ?? false) === state.final
  return same ? [] : [finding('effect-altered')]
}
