import { isRefusal } from '@ventanilla/decider'
import { type IfMatch, type ProblemError, problem } from '@ventanilla/http-kit'
import type { OpenCase } from '../domain/case.ts'
import { caseDecider } from '../domain/case-decider.ts'
import { defined } from '../domain/defined.ts'
import { rulesOf } from '../domain/definitions.ts'
import { legalMoves } from '../domain/move/legal-moves.ts'
import type { CaseRefusal } from '../domain/refusals.ts'
import { appendsOf } from './appends.ts'
import type { Asked, ChangeDeps, Changed, Decide, Rules } from './asked.ts'
import { changesSince } from './changes.ts'
import { keepTexts, wordsOf } from './keep-texts.ts'
import type { ReadCase } from './read-open.ts'

/** What was read, for a request that may have read before. */
export interface Attempt extends ReadCase {
  seed: string
  claim?: string
  /** The version that the request saw first. */
  seen: number
}

/** One try. Undefined when somebody was faster: what was read is not what is there. */
export async function attempt(
  { log, vault, definitions }: ChangeDeps,
  { caseId, caller, digest, ifMatch }: Asked,
  { entity, stream, version, state, seed, claim, seen }: Attempt,
  decide: Decide,
): Promise<Changed | undefined> {
  if (ifMatch && !ifMatch.allows(version)) throw versionChanged(version, stream.events, ifMatch)
  const rules = { ...rulesOf(definitions, entity, state), calendar: definitions.calendarOf(entity) }
  const { command, at, texts, form } = decide(state, rules, `${seed}:${caseId}:${digest}`)
  const decision = caseDecider.decide(command, state)
  if (isRefusal(decision)) throw refused(decision, { stream, version, state, seen }, rules)
  const events = [...decision]
  if (events.length === 0) return { entity, version, state, events, replayed: false }
  await keepTexts(vault, entity, state, [...texts, ...wordsOf(form, events)])
  const last = stream.events.at(-1)?.at ?? at
  const written = await log.write(entity, {
    appends: appendsOf({
      ...{ state, version, events, seed, actor: caller.subject, at: at < last ? last : at },
      claim: claim === undefined ? undefined : { key: claim, digest },
    }),
  })
  // Perhaps this very request, by another way.
  if (written.outcome === 'refused') return undefined
  const now = events.reduce(caseDecider.evolve, state) as OpenCase
  const replayed = written.outcome === 'repeated'
  return { entity, version: version + events.length, state: now, events, replayed }
}

/** The rule's refusal, with what may be done instead and what happened since the request came. */
function refused(
  refusal: CaseRefusal,
  { stream, version, state, seen }: Pick<Attempt, 'stream' | 'version' | 'state' | 'seen'>,
  { procedure, entity }: Rules,
): ProblemError {
  const allowed = legalMoves(procedure, state, entity.areas)
  const changes = changesSince(seen, stream.events)
  return problem(refusal.refused, {
    ...refusal,
    extra: {
      ...{ version, state: state.state, allowed, ...linksOf(state) },
      ...(changes.length > 0 && { changes }),
    },
  })
}

/** The cases that it is one matter with, for whoever has to go on with another one. */
export function linksOf({ mergedInto, merged }: OpenCase) {
  return defined({ mergedInto, merged })
}

export function versionChanged(
  version: number,
  events: ReadCase['stream']['events'],
  ifMatch: Pick<IfMatch, 'oldest'>,
  field?: string,
): ProblemError {
  return problem('version-changed', {
    ...(field !== undefined && { field }),
    detail: 'Consulte el caso de nuevo antes de moverlo.',
    extra: { version, changes: changesSince(ifMatch.oldest, events) },
    headers: { etag: `"${version}"` },
  })
}
