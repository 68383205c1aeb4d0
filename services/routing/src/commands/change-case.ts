import { randomUUID } from 'node:crypto'
import type { Asked, ChangeDeps, Changed, Decide } from './asked.ts'
import { attempt } from './attempt.ts'
import { readOpen } from './read-open.ts'
import { busy, isRepeat, replay, TRIES } from './repeat.ts'

/**
 * Read, decide, keep what it says, append. Without an `If-Match` a lost race is decided again on what is there now,
 * a few times; with one, whoever lost is told what changed.
 */
export async function changeCase(deps: ChangeDeps, asked: Asked, decide: Decide): Promise<Changed> {
  const claim = asked.key === undefined ? undefined : `${asked.caller.client}:${asked.route}:${asked.key}`
  const seed = claim ?? randomUUID()
  let seen: number | undefined
  for (let tried = 0; tried < TRIES; tried++) {
    const open = await readOpen(deps.log, asked)
    // Asked after the case was read: when there is no claim, what was read knows nothing of this request either.
    const repeated = claim !== undefined && (await isRepeat(deps.log, claim, asked))
    seen ??= open.version
    const changed = repeated
      ? replay(open.stream, seed, asked.caseId)
      : await attempt(deps, asked, { ...open, seed, claim, seen }, decide)
    if (changed) return changed
  }
  throw busy()
}
