import { addDays, bogotaInstant, type LocalDate, nationalCalendar } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const TODAY = '2024-02-20'
const calendar = nationalCalendar()

interface Given {
  n: number
  kind: string
  area: string
  received: LocalDate
  due: LocalDate
  ended?: LocalDate
  paused?: boolean
  annulled?: boolean
}

/**
 * 150 cases by a rule that mixes them: over and open, late and in time, of two kinds and two areas. Those of one area
 * are ended slower than they come in.
 */
function cases(): Given[] {
  return Array.from({ length: 150 }, (_, n) => {
    const area = n % 3 === 0 ? 'gestion-operaciones' : 'otorgamiento-productos'
    const received = addDays('2023-11-07', Math.floor((n * 104) / 150))
    const due = addDays(received, 21 + (n % 4))
    const took = n % 3 === 0 ? 14 + ((n * 7) % 19) : 3 + ((n * 5) % 21)
    const ended = addDays(received, took)
    return {
      ...{ n, kind: n % 2 ? 'queja' : 'reclamo', area, received, due },
      ...(ended < TODAY && n % 11 !== 0 && { ended }),
      ...(n % 23 === 5 && { paused: true }),
      ...(n % 17 === 3 && { annulled: true }),
    }
  })
}

function told(all: readonly Given[], tell: ReturnType<typeof publisher>): PublicEvent[] {
  return all.flatMap(({ n, kind, area, received, due, ended, paused, annulled }) => {
    const id = caseId(n)
    const at = bogotaInstant(received, '10:00')
    const born = [
      tell.filed(id, at, { kind }),
      tell.opened(id, at, { kind }),
      tell.assigned(id, at, area),
      tell.started(id, received, due),
    ]
    if (ended === undefined) return paused ? [...born, tell.paused(id, addDays(received, 1))] : born
    const breached = due < ended ? [tell.breached(id, addDays(due, 1), due)] : []
    if (annulled)
      return [
        ...born,
        ...breached,
        tell.moved(id, ended, 'anulada', { final: true }),
        cancelled(tell, id, ended),
      ]
    return [
      ...born,
      ...breached,
      tell.answered(id, ended),
      tell.moved(id, ended, 'respondida'),
      tell.met(id, ended, due),
    ]
  })
}

function cancelled(tell: ReturnType<typeof publisher>, id: string, on: LocalDate): PublicEvent {
  const { data } = tell.paused(id, on)
  const { clockId } = data as { clockId: string }
  return tell.fact('ventanilla.sla-clock.ClockCancelled.v1', id, bogotaInstant(on, '15:00'), {
    ...{ clockId, caseId: id, on, reason: 'anulada' },
  })
}

const isOpen = ({ ended, paused }: Given) => ended === undefined && !paused

/** Business days after `from` up to `to`, one by one. */
function daysAfter(from: LocalDate, to: LocalDate): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (calendar.isBusinessDay(day)) count++
  return count
}

/** The same estimate, case by case and day by day. */
function naively(one: Given, all: readonly Given[]) {
  const left = daysAfter(TODAY, one.due)
  let history = riskDefaults.withoutHistory
  for (const alike of [all, all, all.filter(({ kind }) => kind === one.kind)]) {
    const over = alike.filter((other) => other.due < TODAY && (other.ended !== undefined || !other.paused))
    const late = over.filter(({ ended, due }) => ended === undefined || ended > due)
    const open = over.filter(
      (other) => late.includes(other) || daysAfter(other.ended ?? other.due, other.due) <= left,
    )
    history = (late.length + 20 * history) / (open.length + 20)
  }
  const mine = all.filter(({ area }) => area === one.area)
  const days: LocalDate[] = []
  for (let day = addDays(TODAY, -1); days.length < 20; day = addDays(day, -1))
    if (calendar.isBusinessDay(day)) days.push(day)
  const first = days.at(-1) ?? ''
  const ended = mine.filter(
    (other) => other.ended !== undefined && other.ended >= first && other.ended < TODAY,
  ).length
  const worked = days.filter((day) =>
    mine.some((other) => other.received <= day && (other.ended === undefined || other.ended >= day)),
  ).length
  const ahead = mine.filter((other) => isOpen(other) && other.due <= one.due).length
  const manages = ((ended + 1) / (worked + 1)) * daysAfter(addDays(TODAY, -1), one.due)
  const load = Math.max(0, 1 - manages / ahead)
  return { left, ahead, ended, worked, value: 1 - (1 - history) * (1 - load) }
}

interface Item {
  caseId: string
  due: string
  area: string
  kind: string
  risk: {
    value: number
    left: number
    why: string[]
    load: { ahead: number; ended: number; days: number } | null
    history: { groups: { group: string; stillOpen: number; late: number; weight: number }[] }
  }
}

describe('open cases at risk', () => {
  const all = cases()
  let world: World
  beforeAll(async () => {
    world = await openWorld(bogotaInstant(TODAY, '10:00'))
    const elsewhere = publisher('cisa')
    await world.hear(told(all, publisher()))
    await world.hear([elsewhere.filed(caseId('cisa'), bogotaInstant('2024-02-01', '10:00'))])
    await world.settled()
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  const get = (query: string, more = {}) =>
    world.request('GET', `/v1/case-files/at-risk?entity=icetex${query}`, undefined, more)
  const ids = (items: Item[]) => items.map(({ caseId: id }) => id)

  it('are those whose term runs and is not past, each judged as by a count case by case', async () => {
    const { status, json } = await get('&leastRisk=0&limit=500')
    expect(status).toBe(200)
    const mayMiss = all.filter((one) => isOpen(one) && one.due >= TODAY)
    expect(mayMiss.length).toBeGreaterThan(20)
    expect(ids(json.items).toSorted()).toEqual(mayMiss.map(({ n }) => caseId(n)).toSorted())
    for (const one of mayMiss) {
      const item: Item = json.items.find((other: Item) => other.caseId === caseId(one.n))
      const naive = naively(one, all)
      expect(item.risk.left).toBe(naive.left)
      expect(item.risk.load).toMatchObject({ ahead: naive.ahead, ended: naive.ended, days: naive.worked })
      expect(item.risk.value).toBeCloseTo(naive.value, 4)
    }
    const values = json.items.map(({ risk }: Item) => risk.value)
    expect(new Set(values).size).toBeGreaterThan(5)
    expect(json).toMatchObject({ asOf: TODAY, parameters: riskDefaults })
  })

  it('come with the greatest risk first, then what is due first, however they are paged', async () => {
    const whole: Item[] = (await get('&leastRisk=0&limit=500')).json.items
    const order = whole.toSorted(
      (a, b) =>
        b.risk.value - a.risk.value ||
        (a.due < b.due ? -1 : a.due > b.due ? 1 : a.caseId < b.caseId ? -1 : 1),
    )
    expect(ids(whole)).toEqual(ids(order))
    for (const limit of [1, 3, 7]) {
      const paged: Item[] = []
      let next: string | undefined
      do {
        const page = await get(`&leastRisk=0&limit=${limit}${next ? `&cursor=${next}` : ''}`)
        expect(page.json.items.length).toBeLessThanOrEqual(limit)
        paged.push(...page.json.items)
        next = page.json.next
      } while (next)
      expect(paged).toEqual(whole)
    }
  })
})
