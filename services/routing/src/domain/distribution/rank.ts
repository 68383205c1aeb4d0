import type { LocalDate } from '@ventanilla/calendar'
import type { Score, Weighed } from '../events.ts'
import type { Skills } from '../officers/events.ts'
import { absenceOn, type KnownOfficer } from '../officers/officer.ts'
import { tieBreak } from './tie-break.ts'

/** Why somebody can't have a case now. */
export type OutReason =
  | 'not-in-service'
  | 'absent'
  | 'other-area'
  | 'other-level'
  | 'lacks-kind'
  | 'lacks-theme'
  | 'lacks-product'
  | 'lacks-channel'
  | 'full'
  | 'has-it'

export interface Candidate extends Score {
  /** Empty: they can have it. */
  out: readonly OutReason[]
}

export interface Attended {
  caseId: string
  area?: string
  level?: number
  kind: string
  channel: string
  theme?: string
  product?: string
}

export type Weights = Weighed['weights']

export interface Ranking {
  about: Attended
  officers: readonly KnownOfficer[]
  /** Open cases of each. */
  open: ReadonlyMap<string, number>
  today: LocalDate
  weights: Weights
  /** Who has the case and is not to get it again. */
  holder?: string
}

const MOST = 1000
const dimensions = [
  ['kinds', 'kind'],
  ['themes', 'theme'],
  ['products', 'product'],
  ['channels', 'channel'],
] as const satisfies readonly [keyof Skills, keyof Attended][]

/**
 * Who can have a case, the best first, and then who can't, by their id. Points go from 0 to 1000: `skill` is the part
 * of the four dimensions in which they name what the case is, rather than attending everything; `load` the part of
 * their capacity that is free. The same facts give the same order, whatever order they come in; equals are ordered
 * anew for each case, so that the first of the list isn't always the first.
 */
export function rank({ about, officers, open, today, weights, holder }: Ranking): Candidate[] {
  const candidates = officers.map((officer): Candidate => {
    const has = open.get(officer.officer) ?? 0
    const out = outOf(officer, about, today, has)
    const mine = officer.officer === holder
    return { ...scoreOf(officer, about, has, weights), out: mine ? [...out, 'has-it'] : out }
  })
  const fit = candidates.filter(({ out }) => out.length === 0)
  const others = candidates.filter(({ out }) => out.length > 0)
  return [...fit.sort(better(about.caseId)), ...others.sort(byId)]
}

/** What a decision rested on, to be kept with it; undefined when nobody can have the case. */
export function weighed(
  candidates: readonly Candidate[],
  weights: Weights,
): { officer: string; decision: Weighed } | undefined {
  const fit = candidates.filter(({ out }) => out.length === 0)
  const [first] = fit
  if (first === undefined) return undefined
  const scores = fit.slice(0, KEPT).map(({ out: _, ...score }) => score)
  const counts = { considered: candidates.length, available: fit.length }
  return { officer: first.officer, decision: { by: 'skill-and-load', weights, ...counts, scores } }
}

/** Scores that a fact keeps: those who came close. */
const KEPT = 20

function outOf(officer: KnownOfficer, about: Attended, today: LocalDate, has: number): OutReason[] {
  const { attends, skills, capacity, inService } = officer
  const inArea = attends.filter(({ area }) => area === about.area)
  const reasons: [boolean, OutReason][] = [
    [!inService, 'not-in-service'],
    [absenceOn(officer, today) !== undefined, 'absent'],
    [inArea.length === 0, 'other-area'],
    [inArea.length > 0 && !inArea.some(({ level }) => level === about.level), 'other-level'],
    ...dimensions.map(([many, one]): [boolean, OutReason] => {
      const lacks = skills[many].length > 0 && !skills[many].some((known) => known === about[one])
      return [lacks, `lacks-${one}`]
    }),
    [has >= capacity, 'full'],
  ]
  return reasons.flatMap(([is, reason]) => (is ? [reason] : []))
}

function scoreOf(
  { officer, skills, capacity }: KnownOfficer,
  about: Attended,
  open: number,
  weights: Weights,
): Score {
  const named = dimensions.filter(([many, one]) => skills[many].some((known) => known === about[one])).length
  const skill = (MOST * named) / dimensions.length
  const load = Math.floor((MOST * Math.max(0, capacity - open)) / capacity)
  return { officer, open, capacity, skill, load, total: weights.skill * skill + weights.load * load }
}

function better(caseId: string) {
  return (a: Candidate, b: Candidate): number =>
    b.total - a.total || tieBreak(caseId, a.officer) - tieBreak(caseId, b.officer) || byId(a, b)
}

const byId = (a: Candidate, b: Candidate): number => (a.officer < b.officer ? -1 : 1)
