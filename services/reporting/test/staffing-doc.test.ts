import { readFileSync } from 'node:fs'
import { nationalCalendar } from '@ventanilla/calendar'
import { describe, expect, it } from 'vitest'
import { businessTimeOf, noonOf } from '../src/domain/staffing/business-time.ts'
import type { Staffing } from '../src/domain/staffing/capacity.ts'
import { replay } from '../src/domain/staffing/replay.ts'
import { STATES } from '../src/domain/staffing/standing.ts'

const page = readFileSync(new URL('../../../docs/reference/staffing.md', import.meta.url), 'utf8')
const time = businessTimeOf(nationalCalendar(), { first: '2024-04-01', last: '2024-05-31' })

const rows = page
  .slice(page.indexOf('<!-- examples -->'), page.indexOf('<!-- /examples -->'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  )

function staffingOf(text: string): Staffing {
  const [how, values = ''] = text.split(': ')
  const [one = 0, other = 0] = values.split(', ').map(Number)
  if (how === 'people') return { people: { before: one, after: other } }
  return how === 'percent' ? { percent: one } : { perDay: one }
}

describe('the reference of another staffing', () => {
  it('has examples', () => expect(rows.length).toBeGreaterThan(5))

  it.each(rows)('%s with %s: %s', (left = '', capacity = '', would) => {
    const noon = (day: string) => time.at(noonOf(`2024-04-${day}`))
    const stops = left
      .split(', ')
      .map((day, n) => ({ case: n, area: 'a', enter: noon('01'), leave: noon(day) }))
    const trial = {
      staffing: new Map([['a', staffingOf(capacity)]]),
      period: { from: time.startOf('2024-04-01'), until: time.startOf('2024-04-13') },
      known: time.startOf('2024-06-01'),
    }
    const going = replay(stops, trial)
    let next = going.next()
    while (!next.done) next = going.next()
    if ('paceUnknown' in next.value) throw new Error('the pace is known')
    const leaves = next.value.stops.map((stop) => time.dayOf(stop.leaves ?? 0).slice(-2))
    expect(leaves.join(', ')).toBe(would)
  })

  it('tells every state', () => {
    for (const state of STATES) expect(page).toContain(`\`${state}\``)
  })
})
