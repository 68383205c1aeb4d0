import type { RiskParameters } from './parameters.ts'

/** What cases are like one another by. */
export interface Like {
  readonly procedure: string
  readonly kind: string
}

/** So many cases whose term is over: late ones, and those that ended in time with so many counted days left. */
export interface Went extends Like {
  readonly late: boolean
  readonly left: number
  readonly cases: number
}

export interface History {
  /** How it went with the cases of a group that had not ended when so many counted days were left. */
  stillOpen(group: GroupName, like: Like, left: number): { readonly open: number; readonly late: number }
}

/** From the widest on: each is looked at in the light of the one before. */
const GROUPS = ['entity', 'procedure', 'kind'] as const
export type GroupName = (typeof GROUPS)[number]

interface Tally {
  late: number
  readonly endedWith: Map<number, number>
}

export function historyOf(cases: Iterable<Went>): History {
  const tallies = new Map<string, Tally>()
  for (const one of cases) {
    for (const group of GROUPS) {
      const key = keyOf(group, one)
      const tally = tallies.get(key) ?? { late: 0, endedWith: new Map() }
      tallies.set(key, tally)
      if (one.late) tally.late += one.cases
      else tally.endedWith.set(one.left, (tally.endedWith.get(one.left) ?? 0) + one.cases)
    }
  }
  return {
    stillOpen(group, like, left) {
      const { late, endedWith } = tallies.get(keyOf(group, like)) ?? { late: 0, endedWith: new Map() }
      let open = late
      for (const [with_, ended] of endedWith) if (with_ <= left) open += ended
      return { open, late }
    },
  }
}

function keyOf(group: GroupName, { procedure, kind }: Like): string {
  if (group === 'entity') return ''
  return JSON.stringify(group === 'procedure' ? [procedure] : [procedure, kind])
}

export interface GroupJudged {
  readonly group: GroupName
  /** Cases that had not ended either when so many days were left. */
  readonly stillOpen: number
  readonly late: number
  /** How much of the figure is this group's own share. */
  readonly weight: number
}

export interface HistoryJudged {
  readonly value: number
  /** The narrowest first. */
  readonly groups: readonly GroupJudged[]
}

/**
 * Of the cases like it that were still open when as many counted days were left, the share that was late. A group
 * of few says little, so each is mixed with the next wider one as if that one's share had been seen in `sampleWeight`
 * cases more (the m-estimate: Cestnik, "Estimating Probabilities: A Crucial Task in Machine Learning", ECAI 1990;
 * Laplace's rule of succession is the same with a share of a half seen in two). No group is left out for being small,
 * which would make the figure leap, and fall, when one more case makes it large enough.
 */
export function judgeHistory(
  history: History,
  like: Like,
  left: number,
  { sampleWeight, withoutHistory }: RiskParameters,
): HistoryJudged {
  let value = withoutHistory
  let groups: GroupJudged[] = []
  for (const group of GROUPS) {
    const { open, late } = history.stillOpen(group, like, left)
    const weight = open / (open + sampleWeight)
    value = (late + sampleWeight * value) / (open + sampleWeight)
    groups = [
      { group, stillOpen: open, late, weight },
      ...groups.map((wider) => ({ ...wider, weight: wider.weight * (1 - weight) })),
    ]
  }
  return { value, groups }
}
