import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, bogotaInstant, nationalCalendar } from '@ventanilla/calendar'
import { entitiesDir, loadEntity, procedureVersion } from '@ventanilla/procedures'
import { regimeNamed } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { isBadInput } from '../src/cli/bad-input.ts'
import { clockOf } from '../src/cli/due-of-facts.ts'
import { TOPOLOGIES } from '../src/topology.ts'
import { clockQuestion } from '../src/year/clock-facts.ts'
import { generateYear, procedureNames, type YearCase } from '../src/year/year.ts'
import { forbiddenMoves } from './forbidden-moves.ts'
import { type YearInstallation, yearInstallation } from './year-installation.ts'
import { playYear } from './year-play.ts'

const entity = loadEntity(join(entitiesDir, 'icetex'))
const procedures = procedureNames.map((id) => {
  const found = procedureVersion(entity, id, 2)
  if (found === undefined) throw new Error(`no second version of ${id}`)
  return found
})
const year: readonly YearCase[] = [
  ...generateYear({
    ...{ seed: 3, year: 2027, cases: 80, procedures: procedureNames },
    ...{ entity, calendar: nationalCalendar() },
  }),
]

interface Conformance {
  procedures: { procedure: string; version: number; transitions: { id: string; made: number }[] }[]
  deviations: unknown[]
  next?: string
}

/** How often each transition was made, by «procedure@version/transition», and every deviation. */
async function conformanceOf({ adapter }: YearInstallation) {
  const made = new Map<string, number>()
  const deviations: unknown[] = []
  for (let cursor = ''; ; ) {
    const page = await adapter.get<Conformance>(`/v1/conformance?entity=icetex${cursor}`)
    for (const { procedure, version, transitions } of page.procedures)
      for (const one of transitions) {
        const name = `${procedure}@${version}/${one.id}`
        made.set(name, (made.get(name) ?? 0) + one.made)
      }
    deviations.push(...page.deviations)
    if (page.next === undefined) return { made, deviations }
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

/** The due date that the clock of the case has, and the one that `ventanilla due` counts from its story. */
async function dueDates(one: YearCase, caseId: string, { adapter, dataDir }: YearInstallation) {
  const clocks = await adapter.list<{ clock: string; due: string | null }>(`/v1/clocks?caseId=${caseId}`)
  const own = clocks.find(({ clock }) => clock === 'legal' || clock === 'ans')
  const procedure = procedures.find(({ id }) => id === one.procedure)
  if (procedure === undefined) throw new Error(`no ${one.procedure}`)
  const { regime, set, facts } = clockQuestion(one, one.moves, procedure)
  const file = join(dataDir, 'facts.json')
  await writeFile(file, JSON.stringify(facts))
  const pairs = Object.entries(set).map((pair) => pair.join('='))
  const answer = await clockOf({ regime, facts: file, set: pairs }, '2029-01-01T05:00:00.000Z')
  if (isBadInput(answer)) throw new Error(answer.detail)
  // What ended while it stood still had no due date any more; a law that knows no requirement isn't stopped by one.
  const [before, end] = facts.slice(-2)
  const asked = before?.type === 'requirement-sent' && regimeNamed(regime)?.completion !== undefined
  const stood = end?.type === 'withdrawn' && (before?.type === 'paused' || asked)
  return { row: one.row, kind: one.kind, told: own?.due, counted: stood ? null : answer.due }
}

/** What each topology made of the year: the same. */
const digests: string[] = []

describe.each(TOPOLOGIES)('a lifelike year, %s', (topology) => {
  it('runs from first event to last: every move, every reason, every refusal', async () => {
    const world = await yearInstallation(topology, '2027-01-01T05:00:00.000Z')
    const { tried, tryAll } = forbiddenMoves(procedures, world)
    const caseOf = await playYear(year, world, tryAll)
    const last =
      year
        .flatMap(({ moves }) => moves.map(({ at }) => at))
        .sort()
        .at(-1) ?? ''
    await world.time.advance(bogotaInstant(addDays(last.slice(0, 10), 15)))
    await world.settled()

    expect(caseOf.size).toBe(year.length)
    expect(await world.adapter.get('/v1/not-opened?entity=icetex')).toEqual({ count: 0, items: [] })
    for (const service of ['routing', 'sla-clock', 'notification', 'reporting'])
      expect(await world.adapter.list(`/v1/parked/${service}`)).toEqual([])

    const { made, deviations } = await conformanceOf(world)
    expect(deviations).toEqual([])
    const never = procedures.flatMap(({ id, transitions }) =>
      transitions.filter((one) => !made.get(`${id}@2/${one.id}`)).map((one) => `${id}/${one.id}`),
    )
    expect(never).toEqual([])

    // The engine leaves the state in which a petition is born at once: nobody finds a case there.
    const states = procedures.flatMap(({ id, states, transitions }) =>
      states
        .filter((one) => !transitions.some((t) => t.from === one.id && t.by === 'system' && !t.after))
        .map((one) => `${id}/${one.id}`),
    )
    expect(states.filter((state) => !tried.has(state))).toEqual([])

    const dues = []
    for (const one of year) dues.push(await dueDates(one, caseOf.get(one.row) ?? '', world))
    expect(dues.filter(({ told, counted }) => told !== counted)).toEqual([])
    digests.push(await world.digest())
  }, 600_000)
})

it('both topologies make the same of it: every read model', () => {
  expect(digests).toHaveLength(TOPOLOGIES.length)
  expect(new Set(digests).size).toBe(1)
})
