import { bogotaDate } from '@ventanilla/calendar'
import { ProblemError, problem } from '@ventanilla/http-kit'
import { decideLink, decideUnlink, type LinkType } from '../domain/links/link.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changePair } from './change-pair.ts'
import { personOf } from './person.ts'
import { type ReadCase, readOpen } from './read-open.ts'

export interface LinkAsked {
  other: string
  link: LinkType
  note: string
}

export function linkCase(deps: ChangeDeps, asked: Asked, said: LinkAsked): Promise<Changed> {
  return changeLink(deps, asked, said, decideLink)
}

export function unlinkCase(deps: ChangeDeps, asked: Asked, said: LinkAsked): Promise<Changed> {
  return changeLink(deps, asked, said, decideUnlink)
}

function changeLink(
  deps: ChangeDeps,
  asked: Asked,
  { other, link, note }: LinkAsked,
  decide: typeof decideLink | typeof decideUnlink,
): Promise<Changed> {
  const at = deps.clock.now()
  const by = personOf(asked.caller)
  return changePair(deps, asked, {
    ...{ at, note },
    other: (own) => readOther(deps, asked, own, other),
    decide: ({ from, into }, noteRef) =>
      decide({ from: from.state, into: into.state, link, on: bogotaDate(at), noteRef, by }),
  })
}

async function readOther(
  { log }: ChangeDeps,
  { caller }: Asked,
  own: ReadCase,
  caseId: string,
): Promise<ReadCase> {
  if (caseId === own.state.caseId) return own
  const found = await readOpen(log, { caseId, caller }).catch((error: unknown) => {
    const none = error instanceof ProblemError && ['not-found', 'case-not-open'].includes(error.code)
    if (!none) throw error
  })
  if (found?.entity === own.entity) return found
  throw problem('link-other-unknown', { field: 'body.other' })
}
