import type { DeclaredClock } from '../schema/clocks.ts'
import type { Procedure } from '../schema/procedure.ts'
import { isForKind } from './moves.ts'

/** The clocks that run on a case of this kind beside the term of the kind. */
export function declaredClocks({ clocks }: Procedure, kind: string): DeclaredClock[] {
  return clocks.filter((clock) => isForKind(clock, kind))
}

/** Whether a message to the person fulfils it: of that notification tells, and not routing. */
export function metByLetter({ meets }: Pick<DeclaredClock, 'meets'>): boolean {
  return meets.includes('acknowledgement')
}
