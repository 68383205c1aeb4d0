import { setTimeout as sleep } from 'node:timers/promises'
import type { Membership } from './membership.ts'

const PATIENCE_MS = 10_000
const AGAIN_MS = 50

/** This machine's clock is so far behind that what it would write had been taken for impossible already. */
export class ClockBehindError extends Error {
  override readonly name = 'ClockBehindError'
  readonly code = 'clock-behind'
  readonly exitCode = 2

  constructor(service: string, floor: string) {
    super(
      `El reloj de esta máquina va atrás: el servicio «${service}» ya dio por pasado el instante ${floor}. ` +
        'Póngala en hora y vuelva a iniciarlo.',
    )
  }
}

/**
 * Becomes one of the replicas. A clock that is a little behind the others' is waited for, since nothing may be
 * written before what they gave out.
 * @throws ClockBehindError when that takes longer than a difference between clocks can
 */
export async function join(service: string, membership: Membership, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const { standing, floor } = await membership.beat()
    if (standing) return
    if (performance.now() >= deadline) throw new ClockBehindError(service, floor)
    await sleep(AGAIN_MS)
  }
}
