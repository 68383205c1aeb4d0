import { randomUUID } from 'node:crypto'
import type { Refusal } from '@ventanilla/decider'
import { problem } from '@ventanilla/http-kit'
import { evolve, type OpenCase } from '../domain/case.ts'
import type { CaseEvent } from '../domain/events.ts'
import type { Pair } from '../domain/merge/merge.ts'
import type { LinkRefusalCode, MergeRefusalCode } from '../domain/refusals.ts'
import { appendsOf } from './appends.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { linksOf, versionChanged } from './attempt.ts'
import { keepTexts, textOf } from './keep-texts.ts'
import { type ReadCase, readOpen } from './read-open.ts'
import { busy, isRepeat, replay, TRIES } from './repeat.ts'

type PairRefusal = Refusal<MergeRefusalCode | LinkRefusalCode>

/** What two cases become, as each now stands. */
export interface PairChange {
  at: string
  note: string
  /** The version of the other one that the request was decided on. */
  otherVersion?: number | undefined
  /** The other one, read. @throws ProblemError when there is none */
  other(own: ReadCase): Promise<ReadCase>
  decide(pair: Pair<ReadCase, ReadCase>, noteRef: string): Pair<CaseEvent, CaseEvent> | PairRefusal
}

/**
 * Changes two cases at once: both streams are written by one unit, each at the version that was read, so that nobody
 * ever sees one half of it. What loses a race is decided again, as in `changeCase`; the claim stands at the first.
 */
export async function changePair(deps: ChangeDeps, asked: Asked, change: PairChange): Promise<Changed> {
  const { log } = deps
  const { caseId, caller, key, route } = asked
  const claim = key === undefined ? undefined : `${caller.client}:${route}:${key}`
  const seed = claim ?? randomUUID()
  for (let tried = 0; tried < TRIES; tried++) {
    const own = await readOpen(log, asked)
    const repeated = claim !== undefined && (await isRepeat(log, claim, asked))
    const changed = repeated
      ? replay(own.stream, seed, caseId)
      : await attemptPair(deps, asked, change, { own, seed, claim })
    if (changed) return changed
  }
  throw busy()
}

interface Attempt {
  own: ReadCase
  seed: string
  claim: string | undefined
}

async function attemptPair(
  { log, vault }: ChangeDeps,
  { caseId, caller, digest, ifMatch }: Asked,
  { at, note, other: find, otherVersion, decide }: PairChange,
  { own, seed, claim }: Attempt,
): Promise<Changed | undefined> {
  const { entity, version, state } = own
  if (ifMatch && !ifMatch.allows(version)) throw versionChanged(version, own.stream.events, ifMatch)
  const other = await find(own)
  if (otherVersion !== undefined && otherVersion !== other.version)
    throw versionChanged(other.version, other.stream.events, { oldest: otherVersion }, 'body.intoVersion')
  const texts = textOf(`${seed}:${caseId}:${digest}`, 'case-note', note)
  const decision = decide({ from: own, into: other }, texts[0]?.ref ?? '')
  if ('refused' in decision) throw refused(decision, own, other)
  await keepTexts(vault, entity, state, texts)
  const late = [own, other].map(({ stream }) => stream.events.at(-1)?.at ?? at)
  const facts = { seed, actor: caller.subject, at: late.reduce((a, b) => (a > b ? a : b), at) }
  const written = await log.write(entity, {
    appends: [
      ...appendsOf({
        ...{ ...facts, state, version, events: [decision.from] },
        claim: claim === undefined ? undefined : { key: claim, digest },
      }),
      ...appendsOf({ ...facts, state: other.state, version: other.version, events: [decision.into] }),
    ],
  })
  if (written.outcome === 'refused') return undefined
  const now = evolve(state, decision.from) as OpenCase
  const replayed = written.outcome === 'repeated'
  return { entity, version: version + 1, state: now, events: [decision.from], replayed }
}

/** With what leads on: the case that goes on, or the two the other way round. */
function refused(refusal: PairRefusal, own: ReadCase, other: ReadCase) {
  const about = refusal.field === undefined ? own : other
  const [from, into] = [other.state.caseId, own.state.caseId]
  const turned = refusal.refused === 'merge-later-receipt' ? { from, into } : {}
  return problem(refusal.refused, {
    ...refusal,
    extra: { version: own.version, state: own.state.state, ...linksOf(about.state), ...turned },
  })
}
