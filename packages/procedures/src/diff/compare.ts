import { isDeepStrictEqual } from 'node:util'
import { canonical } from './canonical.ts'

/** A step into a definition: a field by its name, or an item of a list by what it is called. */
export type Step = string

/** What stands in one definition and not, or not so, in the other. `before` or `after` is absent where nothing is. */
export interface Difference {
  readonly path: readonly Step[]
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Two values of one place, by what they mean: items of a list are told apart by their id (a level by its number) and
 * not by their order, a single value is a list of one, and what is not said is what is said to be false. Whatever a
 * schema is given, this compares it: no field is named here.
 */
export function compare(before: unknown, after: unknown, path: readonly Step[] = []): Difference[] {
  if (isDeepStrictEqual(before, after)) return []
  if (isWhole(path)) return [{ path, ...said('before', before), ...said('after', after) }]
  if (Array.isArray(before) || Array.isArray(after)) return compareLists(before, after, path)
  if (isFields(before) && isFields(after) && !isAmount(before)) return compareFields(before, after, path)
  return meant(before) === meant(after) ? [] : [{ path, ...said('before', before), ...said('after', after) }]
}

/** Any value may stand in a parameter: what its parts are, only who reads it knows. */
function isWhole([section, , field]: readonly Step[]): boolean {
  return section === 'parameters' && (field === 'value' || field === 'options')
}

function compareFields(before: Fields, after: Fields, path: readonly Step[]): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) => compare(before[name], after[name], [...path, name]))
}

function compareLists(before: unknown, after: unknown, path: readonly Step[]): Difference[] {
  const [one, two] = [listed(before), listed(after)]
  if ([...one, ...two].every((item) => nameOf(item) !== undefined)) return compareNamed(one, two, path)
  const [gone, come] = [without(one, two), without(two, one)]
  if (gone.length === 0 && come.length === 0) return []
  return [{ path, before: one, after: two }]
}

function compareNamed(one: readonly unknown[], two: readonly unknown[], path: readonly Step[]): Difference[] {
  const [before, after] = [byName(one), byName(two)]
  const removed = [...before].flatMap(([name, item]) =>
    after.has(name) ? [] : [{ path: [...path, name], before: item }],
  )
  const rest = [...after].flatMap(([name, item]) =>
    before.has(name)
      ? compare(before.get(name), item, [...path, name])
      : [{ path: [...path, name], after: item }],
  )
  return [...removed, ...rest]
}

function byName(items: readonly unknown[]): Map<string, unknown> {
  return new Map(items.map((item) => [nameOf(item) ?? '', item]))
}

/** How an item of a list is called for ever. */
export function nameOf(item: unknown): string | undefined {
  if (!isFields(item)) return undefined
  if (typeof item.id === 'string') return item.id
  return typeof item.level === 'number' && typeof item.name === 'string' ? String(item.level) : undefined
}

/** Those of a list that the other doesn't have. */
export function without(items: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others.map(canonical))
  return items.filter((item) => !known.has(canonical(item)))
}

type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A term changes as a whole: of `15 días hábiles` the unit alone says nothing. */
export function isAmount(value: unknown): value is { amount: number; unit: string } {
  return isFields(value) && typeof value.amount === 'number' && typeof value.unit === 'string'
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function meant(value: unknown): string {
  return canonical(value === false ? undefined : value)
}

function said(name: 'before' | 'after', value: unknown): Partial<Difference> {
  return value === undefined ? {} : { [name]: value }
}
