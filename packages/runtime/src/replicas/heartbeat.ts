import type { Starting } from '../parts.ts'
import type { Prepared } from '../prepare.ts'
import { join } from './join.ts'

const BEAT_MS = 2_000
/** A database that comes back is asked soon: until then nothing may be written. */
const BACKOFF = { firstMs: 100, maxMs: 1_000 }

/** Joins the other processes of the service, and says from then on that this one lives; at once when it has news. */
export async function startHeartbeat(
  { service: { name }, membership }: Prepared,
  { startLoop, nudges }: Pick<Starting, 'startLoop' | 'nudges'>,
): Promise<void> {
  if (!membership) return
  await join(name, membership)
  const step = async () => {
    await membership.beat()
    return false
  }
  const loop = startLoop(`${name} heartbeat`, step, { pollMs: BEAT_MS, backoff: BACKOFF })
  nudges.on(name, () => {
    if (membership.hasNews()) loop.nudge()
  })
}
