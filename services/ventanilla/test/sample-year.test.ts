import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, bogotaDate, nationalCalendar, weekday } from '@ventanilla/calendar'
import { entitiesDir, loadEntity, procedureVersion } from '@ventanilla/procedures'
import { type TrialFact, tryCase } from '@ventanilla/service-routing/trial'
import { describe, expect, it } from 'vitest'
import { factOf, factsSchema } from '../src/cli/procedure/trial-facts.ts'
import { generateYear, procedureNames, type YearCase, type YearOptions } from '../src/year/year.ts'
import { yearColumns, yearLines } from '../src/year/year-csv.ts'
import { runVerb } from './run-verb.ts'

const entity = loadEntity(join(entitiesDir, 'icetex'))
const calendar = nationalCalendar()
const yearOf = (about: Partial<YearOptions> = {}): YearCase[] => [
  ...generateYear({
    ...{ seed: 1, year: 2027, cases: 80, procedures: procedureNames, entity, calendar },
    ...about,
  }),
]

describe('a sample year', () => {
  it('is the same for the same seed, in any zone, and another for another', () => {
    const args = ['sample', '--year', '2027', '--cases', '20', '--seed', '7']
    const here = [...yearLines(yearOf({ seed: 7, cases: 20 }))].join('')
    for (const zone of ['UTC', 'Asia/Tokyo']) expect(runVerb(args, zone).stdout).toBe(here)
    expect([...yearLines(yearOf({ seed: 8, cases: 20 }))].join('')).not.toBe(here)
  })

  it.each([1, 2, 3, 60, 401])('has as many cases as were asked for: %i, in order', (cases) => {
    const year = yearOf({ cases })
    expect(year.map(({ row }) => row)).toEqual(Array.from({ length: cases }, (_, at) => at + 1))
    const instants = year.map(({ receivedAt }) => receivedAt)
    expect(instants).toEqual(instants.toSorted())
    expect(instants.every((at) => bogotaDate(at).startsWith('2027-'))).toBe(true)
  })

  it('makes every move of a person and of the engine, of both procedures', () => {
    const made = new Set(yearOf().flatMap(({ moves }) => moves.map(({ transition }) => transition)))
    for (const id of procedureNames) {
      const { transitions = [], initial } = procedureVersion(entity, id, 2) ?? {}
      const born = (one: (typeof transitions)[number]) => one.from === initial && one.by === 'system'
      expect(transitions.filter((one) => !made.has(one) && !born(one)).map((one) => one.id)).toEqual([])
    }
  })

  it('looks like a year: semesters, Mondays, holidays, lateness', () => {
    const year = yearOf({ cases: 3000, procedures: ['pqrsd'] })
    const share = (test: (one: YearCase) => unknown) => (100 * year.filter(test).length) / year.length
    const inMonths = (...months: string[]) =>
      share((one) => months.includes(bogotaDate(one.receivedAt).slice(5, 7)))
    expect(inMonths('01', '02', '07', '08')).toBeGreaterThan(40)
    expect(inMonths('11', '12')).toBeLessThan(13)
    const onDay = (day: number) => share((one) => weekday(bogotaDate(one.receivedAt)) === day)
    expect(onDay(1)).toBeGreaterThan(onDay(4))
    expect(onDay(7)).toBeLessThan(4)
    const lateness = share(({ late }) => late)
    expect(lateness).toBeGreaterThan(2)
    expect(lateness).toBeLessThan(15)
  })

  it('tells each story forwards, from the day after the case came in', () => {
    for (const { receivedAt, facts } of yearOf({ cases: 300 })) {
      const instants = facts.map(({ at }) => at)
      expect(instants).toEqual(instants.toSorted())
      expect((instants[0] ?? receivedAt) >= receivedAt).toBe(true)
      for (const at of instants) expect(calendar.isBusinessDay(bogotaDate(at))).toBe(true)
      const first = instants[0]
      if (first) expect(bogotaDate(first) >= addDays(bogotaDate(receivedAt), 1)).toBe(true)
    }
  })

  it('tells stories that «procedure simulate» takes, and of which no step is refused', async () => {
    for (const { procedure: id, version, kind, channel, theme, product, receivedAt, facts } of yearOf()) {
      const procedure = procedureVersion(entity, id, version)
      if (procedure === undefined) throw new Error(`no ${id}@${version}`)
      const received = { type: 'received', at: receivedAt, kind, channel, theme, product }
      const trial = tryCase({ entity, procedure, calendar })
      for (const fact of factsSchema.parse([received, ...facts]).map(factOf) as TrialFact[]) {
        expect([id, kind, fact, (await trial.tell(fact)).refused]).toEqual([id, kind, fact, undefined])
      }
      expect(await trial.notOpened()).toBeUndefined()
    }
  })

  it('has the columns that its page and its help tell', () => {
    const page = readFileSync(new URL('../../../docs/reference/sample-year.md', import.meta.url), 'utf8')
    const [, table = ''] = page.split('| column | is |')
    const [rows = ''] = table.split('\n\n')
    const told = rows.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)])
    expect(told.map(([, name]) => name)).toEqual([...yearColumns])
    const help = runVerb(['sample', '--help']).stdout
    for (const name of yearColumns) expect(help).toContain(name)
  })

  it.each([
    [['--year', '1999'], 'year'],
    [['--year', '2027', '--cases', '0'], 'cases'],
    [['--year', '2027', '--cases', 'muchos'], 'cases'],
    [['--year', '2027', '--procedure', 'tutelas'], 'procedure'],
    [['--year', '2027', '--seed', 'x'], 'seed'],
  ])('refuses %j', (args, field) => {
    const { status, stderr } = runVerb(['sample', ...args, '--json', '--out', '/dev/null'])
    expect([status, JSON.parse(stderr).error.field]).toEqual([2, field])
  })
})
