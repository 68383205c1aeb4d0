import type { LocalDate } from '@ventanilla/calendar'
import { type Refusal, refuse } from '@ventanilla/decider'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseLinked, CaseUnlinked } from '../events.ts'
import type { Pair } from '../merge/merge.ts'
import type { LinkRefusalCode } from '../refusals.ts'

/** What one case is to another. The last says the same of both. */
export const linkTypes = ['tutela-de', 'sigue-a', 'relacionado-con'] as const
export type LinkType = (typeof linkTypes)[number]

/** Another case, and what this one is to it: `from` is the side that is «tutela de» or that follows. */
export interface Link {
  other: string
  link: LinkType
  side: 'from' | 'to'
}

interface Linking {
  /** The one that was asked, and the other; they may be one, which is refused. */
  from: OpenCase
  into: OpenCase
  link: LinkType
  on: LocalDate
  noteRef: string
  by?: string | undefined
}

type LinkRefusal = Refusal<LinkRefusalCode>

/** Both cases go on as they were: a link tells whoever looks at one that there is the other. */
export function decideLink(asked: Linking): Pair<CaseLinked, CaseLinked> | LinkRefusal {
  const { from, into, link } = asked
  if (from.caseId === into.caseId) return refuse('link-itself', { field: 'body.other' })
  if (linkOf(from, into, link)) return refuse('link-exists', { field: 'body.other' })
  const told = both(asked)
  return {
    from: { type: 'CaseLinked', data: { ...told.from, side: 'from' } },
    into: { type: 'CaseLinked', data: { ...told.into, side: 'to' } },
  }
}

/** From either of the two. */
export function decideUnlink(asked: Linking): Pair<CaseUnlinked, CaseUnlinked> | LinkRefusal {
  const { from, into, link } = asked
  if (!linkOf(from, into, link)) return refuse('link-not-found')
  const told = both(asked)
  return {
    from: { type: 'CaseUnlinked', data: told.from },
    into: { type: 'CaseUnlinked', data: told.into },
  }
}

/** What each of the two is told of the other; why and by whom stands where it was asked. */
function both({
  from,
  into,
  link,
  on,
  noteRef,
  by,
}: Linking): Pair<CaseUnlinked['data'], CaseUnlinked['data']> {
  const [caseId, other] = [from.caseId, into.caseId]
  return {
    from: { caseId, other, link, on, noteRef, ...defined({ by }) },
    into: { caseId: other, other: caseId, link, on },
  }
}

/** In either direction: a case that follows another isn't followed by it. */
function linkOf({ links = [] }: OpenCase, { caseId }: OpenCase, link: LinkType): Link | undefined {
  return links.find((one) => one.other === caseId && one.link === link)
}

export function evolveLink(state: OpenCase, { type, data }: CaseLinked | CaseUnlinked): OpenCase {
  const { links = [], ...others } = state
  const { other, link } = data
  if (type === 'CaseLinked') return { ...state, links: [...links, { other, link, side: data.side }] }
  const left = links.filter((one) => one.other !== other || one.link !== link)
  return left.length === 0 ? others : { ...others, links: left }
}
