import type { DeclaredClock, Procedure } from '@ventanilla/procedures'
import type { HeardOfCase } from '../domain/case-clocks.ts'

/** How routing names what another system recorded and no transition from there says. */
const RECORDED = 'recorded'

/** Whether what is heard fulfils a declared clock that goes on. */
export function meets(clock: DeclaredClock, procedure: Procedure, heard: HeardOfCase): boolean {
  return clock.meets.some((one) => {
    switch (one) {
      case 'acknowledgement':
        return heard.what === 'acknowledged'
      case 'answer':
        return heard.what === 'answered'
      case 'leaving':
        return leaves(clock, heard)
      default:
        return heard.what === 'moved' && isMove(procedure, one.move, heard)
    }
  })
}

function leaves({ starts }: DeclaredClock, heard: HeardOfCase): boolean {
  if (starts === 'opening') return false
  if ('level' in starts) return heard.what === 'assigned' && heard.level !== starts.level
  return heard.what === 'moved' && heard.from === starts.state && heard.to !== starts.state
}

/** By the name that the definition writes; one that was recorded by another system by where it led and why. */
function isMove(
  { transitions }: Procedure,
  written: string,
  { transition, to, reason }: HeardOfCase & { what: 'moved' },
): boolean {
  return transitions
    .filter(({ id, from }) => id === written || id === `${written}:${from}`)
    .some((one) => (transition === RECORDED ? one.to === to && one.reason === reason : one.id === transition))
}
