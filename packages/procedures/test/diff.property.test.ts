import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  diffProcedures,
  entitiesDir,
  inspectPath,
  inspectProcedure,
  type ProcedureSource,
} from '../src/index.ts'
import { tiny } from './tiny.ts'

const { source: llaves } = inspectProcedure({ file: 'llaves.yaml', text: tiny })
const shipped = (inspectPath(entitiesDir) ?? []).map(({ source }) => source)
const all = [llaves, ...shipped].flatMap((one) => (one === undefined ? [] : [[one.id, one] as const]))

describe.each(all)('of %s', (_, procedure) => {
  test('a copy says the same, however it is ordered', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (chances) => {
        const shuffled = shuffledCopy(procedure, () => chances.next().value ?? 0) as ProcedureSource
        expect(diffProcedures(procedure, shuffled)).toEqual([])
        expect(diffProcedures(shuffled, procedure)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('any one thing that is changed is named, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(), (choice) => {
        const places = leavesOf(procedure)
        const place = places[choice % places.length] ?? []
        const { mutated, names, now } = mutatedAt(procedure, place)
        const changes = diffProcedures(procedure, mutated)
        expect(changes.length).toBeGreaterThan(0)
        // A thing that is called otherwise is another thing.
        if (!isName(procedure, place)) expect(changes).toHaveLength(1)
        const all = JSON.stringify(changes.map(({ path, detail }) => [path, detail]))
        for (const name of names) expect(all).toContain(JSON.stringify(name).slice(1, -1))
        if (now !== '') expect(JSON.stringify(changes)).toContain(now)
        expect(changes.every(({ detail }) => /^(«|\p{Lu})/u.test(detail))).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  test('what is taken away is named', () => {
    const lists = Object.entries(procedure).filter(([, value]) => Array.isArray(value) && value.length > 1)
    for (const [section, items] of lists) {
      for (const [at, item] of (items as readonly unknown[]).entries()) {
        const rest = (items as readonly unknown[]).filter((_, other) => other !== at)
        const changes = diffProcedures(procedure, { ...procedure, [section]: rest } as ProcedureSource)
        const name = typeof item === 'string' ? item : String((item as { id?: string }).id ?? '')
        expect(changes).toHaveLength(1)
        expect([section, changes[0]?.path.startsWith(section), changes[0]?.detail]).toEqual([
          ...[section, true],
          expect.stringContaining(name),
        ])
      }
    }
  })
})

type Place = readonly (string | number)[]

/** Where plain values stand. */
function leavesOf(value: unknown, path: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inside]) =>
    leavesOf(inside, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], value)
}

/** Of whatever a rule or a thing is known by. */
function isName(procedure: ProcedureSource, place: Place): boolean {
  const [section] = place
  const last = place.at(-1)
  if (section === 'typification') return place.includes('when')
  return (
    (last === 'id' && place.length > 1) ||
    (last === 'level' && section === 'levels') ||
    (section === 'parameters' && at(procedure, place) === undefined)
  )
}

/** One plain value replaced, with the ids of what it stands in and its text as it is now. */
function mutatedAt(procedure: ProcedureSource, place: Place) {
  const mutated = JSON.parse(JSON.stringify(procedure)) as ProcedureSource
  const holder = at(mutated, place.slice(0, -1)) as Record<string | number, unknown>
  const key = place.at(-1) ?? ''
  const old = holder[key]
  const now = typeof old === 'number' ? old + 1000 : typeof old === 'boolean' ? !old : `${old}-otro`
  holder[key] = now
  const [section = '', item] = place
  const named = at(procedure, place.slice(0, 2))
  const ids =
    typeof item === 'number' && typeof named === 'object' && named !== null && 'id' in named
      ? [String(named.id)]
      : []
  const names = [String(section), ...(typeof item === 'string' ? [item] : ids)]
  return { mutated, names, now: typeof now === 'boolean' ? '' : String(now) }
}

/** The same with its fields, its things and its plain lists in another order; rules and parameters keep theirs. */
function shuffledCopy(value: unknown, chance: () => number, section = ''): unknown {
  if (section === 'typification' || section === 'value' || section === 'options') return value
  if (Array.isArray(value))
    return shuffled(
      value.map((inside) => shuffledCopy(inside, chance)),
      chance,
    )
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([name, inside]) => [name, shuffledCopy(inside, chance, name)] as const,
  )
  return Object.fromEntries(shuffled(entries, chance))
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  return items
    .map((item) => ({ item, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
