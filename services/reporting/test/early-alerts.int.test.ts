import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mixedCases, TODAY, tellOf } from './at-risk-cases.ts'
import { openWorld, type World } from './world.ts'

interface Told {
  caseId: string
  due: string
  area: string | null
  procedure: string
  kind: string
  risk: { value: number; why: string[] }
}
type Alert = Told & { on: LocalDate; at: string }

const midnight = (day: LocalDate) => bogotaInstant(day)
const FROM = addDays(TODAY, -25)

/** Asks the list at the beginning of a day, when all that happened before it was heard. */
async function listed(world: World): Promise<Told[]> {
  const { json } = await world.request('GET', '/v1/case-files/at-risk?entity=icetex&limit=500')
  return json.items.map(({ caseId, due, area, procedure, kind, risk }: Told) => {
    return { caseId, due, area, procedure, kind, risk }
  })
}

async function alerts(world: World, query = ''): Promise<Alert[]> {
  const found: Alert[] = []
  let cursor = ''
  do {
    const path = `/v1/case-files/alerts?entity=icetex&limit=50${query}${cursor && `&cursor=${cursor}`}`
    const { status, json } = await world.request('GET', path)
    expect(status).toBe(200)
    found.push(...json.items)
    cursor = json.next ?? ''
  } while (cursor !== '')
  return found
}

const byCase = (a: { caseId: string }, b: { caseId: string }) => (a.caseId < b.caseId ? -1 : 1)

describe('early alerts', () => {
  const events = tellOf(mixedCases())
  const isBefore = (day: LocalDate) => (event: PublicEvent) => event.at < midnight(day)
  /** Of each day, what the list says as it begins. */
  const lists = new Map<LocalDate, Told[]>()
  let late: World

  beforeAll(async () => {
    await using asked = await openWorld(midnight(FROM))
    let rest = events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.sequence - b.sequence))
    for (let day = FROM; day <= TODAY; day = addDays(day, 1)) {
      const isNew = isBefore(day)
      await asked.hear(rest.filter(isNew))
      rest = rest.filter((event) => !isNew(event))
      asked.clock.advance(midnight(day))
      await asked.settled()
      lists.set(day, await listed(asked))
    }
    // Another has all of it told at once, when it is over.
    late = await openWorld(bogotaInstant(TODAY, '10:00'))
    await late.hear(events)
    late.reach(bogotaInstant(TODAY, '10:00'))
    await late.settled()
  }, 120_000)
  afterAll(() => late?.[Symbol.asyncDispose]())

  it('say what the list said at each midnight, of the cases that were not in it the midnight before', async () => {
    const told = await alerts(late, `&from=${addDays(FROM, 1)}`)
    let crossings = 0
    for (let day = addDays(FROM, 1); day <= TODAY; day = addDays(day, 1)) {
      const before = new Set(lists.get(addDays(day, -1))?.map(({ caseId }) => caseId))
      const crossed = (lists.get(day) ?? []).filter(({ caseId }) => !before.has(caseId))
      const alerted = told.filter(({ on }) => on === day)
      expect(alerted.toSorted(byCase), day).toMatchObject(crossed.toSorted(byCase))
      expect(alerted.map(({ at }) => at)).toEqual(alerted.map(() => midnight(day)))
      crossings += crossed.length
    }
    expect(crossings).toBeGreaterThan(10)
    expect(told).toHaveLength(crossings)
  })
})
