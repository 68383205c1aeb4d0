import type { CaseMoved } from '../events.ts'

/**
 * A move that leaves the case where it was, and all that waits there waiting: it is in its state since it came into it.
 * What the engine makes after a time is waited for anew, or it would be due again at once.
 */
export function staysPut({ from, to, transition, timed }: CaseMoved['data']): boolean {
  return from === to && !timed.some((move) => move.transition === transition)
}
