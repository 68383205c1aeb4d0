import type { Placement } from './place.ts'

/** Why a case stands elsewhere than it did. */
export type Why =
  | 'recorded-later'
  | 'not-counted-any-more'
  | 'kind-changed'
  | 'unit-changed'
  | 'reception-changed'
  | 'closed-later'
  | 'reopened'
  | 'ending-changed'
  | 'rules-changed'

/** One case that two extracts count differently. */
export interface Correction {
  readonly caseId: string
  readonly radicado?: string
  readonly why: Why
  readonly before?: { readonly unit?: string; readonly columns: readonly string[] }
  readonly after?: { readonly unit?: string; readonly columns: readonly string[] }
}

/** Which columns of each extract are compared: all of them, or the one that is carried over. */
export interface Comparison {
  readonly before: ReadonlyMap<string, Placement>
  readonly after: ReadonlyMap<string, Placement>
  columnsBefore(placement: Placement): readonly string[]
  columnsAfter(placement: Placement): readonly string[]
  /** The same column under its other name, when one is carried over. */
  same(before: readonly string[], after: readonly string[]): boolean
}

/** What differs, in the order of the radicados, so that the list is the same whenever it is made. */
export function corrections(comparison: Comparison): Correction[] {
  const { before, after } = comparison
  const ids = new Set([...before.keys(), ...after.keys()])
  return [...ids]
    .flatMap((caseId) => correctionOf(comparison, before.get(caseId), after.get(caseId)) ?? [])
    .sort((a, b) => compare(a.radicado ?? '', b.radicado ?? '') || compare(a.caseId, b.caseId))
}

function correctionOf(
  { columnsBefore, columnsAfter, same }: Comparison,
  before: Placement | undefined,
  after: Placement | undefined,
): Correction | undefined {
  const was = before ? columnsBefore(before) : []
  const is = after ? columnsAfter(after) : []
  if (was.length === 0 && is.length === 0) return undefined
  if (same(was, is) && before?.unit === after?.unit) return undefined
  const radicado = after?.radicado ?? before?.radicado
  return {
    caseId: (after ?? before)?.caseId ?? '',
    ...(radicado !== undefined && { radicado }),
    why: whyOf(before, after),
    ...(was.length > 0 && { before: { ...unitOf(before), columns: was } }),
    ...(is.length > 0 && { after: { ...unitOf(after), columns: is } }),
  }
}

function whyOf(before: Placement | undefined, after: Placement | undefined): Why {
  if (!before) return 'recorded-later'
  if (!after) return 'not-counted-any-more'
  if (before.kind !== after.kind) return 'kind-changed'
  if (before.unit !== after.unit) return 'unit-changed'
  if (before.receivedOn !== after.receivedOn) return 'reception-changed'
  if (!before.ending && after.ending) return 'closed-later'
  if (before.ending && !after.ending) return 'reopened'
  if (before.ending?.on !== after.ending?.on || before.ending?.as !== after.ending?.as)
    return 'ending-changed'
  return 'rules-changed'
}

function unitOf(placement: Placement | undefined): { unit?: string } {
  return placement?.unit === undefined ? {} : { unit: placement.unit }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
