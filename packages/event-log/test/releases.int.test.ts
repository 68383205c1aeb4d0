import { sqlState } from '@ventanilla/database'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveId, eventLogMigrations } from '../src/index.ts'

const AT = '2026-03-24T15:00:00.000Z'
const BODY = Buffer.from('sealed').toString('base64')

interface Shape {
  stream: number
  expected: number
  /** Which ids of the stream's own: an append that was there before repeats them. */
  ids: number[]
  claim?: { key: string; digest: string }
  number: boolean
  enclosure: boolean
}
interface Group {
  entity: string
  units: { appends: Shape[]; place?: { expected: number; next: number } }[]
}

const shape: fc.Arbitrary<Shape> = fc.record(
  {
    stream: fc.integer({ min: 0, max: 5 }),
    expected: fc.constantFrom(-1, 0, 0, 1, 2),
    ids: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    claim: fc.record({ key: fc.constantFrom('k1', 'k2', 'k3'), digest: fc.constantFrom('d1', 'd2') }),
    number: fc.boolean(),
    enclosure: fc.boolean(),
  },
  { requiredKeys: ['stream', 'expected', 'ids', 'number', 'enclosure'] },
)
const place = fc.record({ expected: fc.integer({ min: 0, max: 2 }), next: fc.integer({ min: 1, max: 3 }) })
const group: fc.Arbitrary<Group> = fc
  .record({
    entity: fc.constantFrom('a', 'a', 'a', 'b'),
    units: fc.array(
      fc.record({ appends: fc.array(shape, { maxLength: 3 }), place }, { requiredKeys: ['appends'] }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  .map(onceEach)

/** As a writer makes its groups: each stream, claim and place once. */
function onceEach({ entity, units }: Group): Group {
  const taken = new Set<string>()
  const once = (name: string) => !taken.has(name) && taken.add(name)
  return {
    entity,
    units: units.map(({ appends, place: given }) => ({
      appends: appends.filter(
        ({ stream, claim }) => once(`stream ${stream}`) && (!claim || once(`claim ${claim.key}`)),
      ),
      ...(given && once('place') && { place: given }),
    })),
  }
}

function lists({ entity, units }: Group) {
  const shapes = units.flatMap(({ appends }, unit) => appends.map((one) => ({ unit, ...one })))
  const appends = shapes.map(({ unit, stream, expected, ids }) => ({
    ...{ unit, stream: `case/${stream}`, expected, events: ids.length, actor: 'test', cause: 'why' },
  }))
  const events = shapes.flatMap(({ stream, ids }, append) =>
    ids.map((id, index) => ({
      ...{ append, nth: index + 1, id: deriveId('id', stream, id), type: 'Noted', data: { id }, at: AT },
    })),
  )
  const places = units.flatMap(({ place: given }, unit) =>
    given ? [{ unit, consumer: 'c', source: 's', ...given }] : [],
  )
  const numberOf = ({ number, ids, entity: of }: Shape & { entity: string }) =>
    number && ids.length > 0
      ? { series: of, prefix: 'N-', width: 3, suffix: '', event: ids.length - 1 }
      : undefined
  const numbers = shapes.map((one) => numberOf({ ...one, entity }))
  return { entity, shapes, appends, events, places, numbers }
}

function fourLists(given: Group) {
  const { entity, shapes, appends, events, places, numbers } = lists(given)
  const whole = appends.map((append, index) => {
    const { event, ...number } = numbers[index] ?? {}
    const { claim, enclosure } = shapes[index] ?? {}
    return {
      ...{ ...append, ...number, numbered: event, claim: claim?.key, digest: claim?.digest },
      ...(enclosure && { kind: 'envelope', body: BODY }),
    }
  })
  return [entity, whole, events, places]
}

function sixLists(given: Group) {
  const { entity, shapes, appends, events, places, numbers } = lists(given)
  const claims = shapes.flatMap(({ claim }, append) => (claim ? [{ append, ...claim }] : []))
  const numberings = numbers.flatMap((number, append) => (number ? [{ append, ...number }] : []))
  const enclosures = shapes.flatMap(({ enclosure }, append) =>
    enclosure ? [{ append, kind: 'envelope', body: BODY }] : [],
  )
  return [entity, appends, events, places, claims, numberings, enclosures]
}

/** What a release of the statement answers, or the SQLSTATE it fails with. */
async function call({ database }: FreshDatabase, parameters: readonly unknown[]) {
  const marks = parameters.map((_, index) => `$${index + 1}`).join(', ')
  const values = parameters.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  try {
    return await database.query(`select * from log.write(${marks}) order by append`, values)
  } catch (error) {
    if (sqlState(error) === undefined) throw error
    return sqlState(error)
  }
}

/** All that lies in the log, but when it was written. */
async function contents({ database }: FreshDatabase) {
  const tables = ['heads', 'streams', 'claims', 'series', 'enclosures', 'places']
  const all = await Promise.all(
    tables.map((table) => database.query(`select * from log.${table} t order by t`)),
  )
  const events = await database.query(
    'select entity, position, stream, version, id, type, data, actor, cause, at from log.events order by entity, position',
  )
  return [...all, events]
}

const EMPTY = `truncate log.heads, log.streams, log.claims, log.series, log.places;
  alter table log.events disable trigger append_only; alter table log.enclosures disable trigger append_only;
  truncate log.events, log.enclosures`

it('both releases of the statement write and answer the same: replicas of both run side by side', async () => {
  const how = { prefix: 'log', migrations: { service: 'log', dir: eventLogMigrations }, max: 1 }
  await using old = await freshDatabase(how)
  await using now = await freshDatabase(how)
  const seen = { written: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(group, { minLength: 1, maxLength: 5 }), async (groups) => {
      for (const { database } of [old, now]) await database.query(EMPTY)
      for (const one of groups) {
        const [before, after] = [await call(old, fourLists(one)), await call(now, sixLists(one))]
        expect(after).toEqual(before)
        if (!Array.isArray(before)) continue
        if (before.some((row) => (row as { code: string | null }).code !== null)) seen.refused++
        else seen.written++
      }
      expect(await contents(now)).toEqual(await contents(old))
    }),
    { numRuns: 300 },
  )
  // Or it would have compared nothing.
  for (const count of [seen.written, seen.refused]) expect(count).toBeGreaterThan(20)
}, 120_000)
