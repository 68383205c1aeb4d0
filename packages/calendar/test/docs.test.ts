import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addDays, type DayKind, type Overlay, parseOverlay, weekday, withOverlays } from '../src/index.ts'

const docs = new URL('../../../docs/', import.meta.url)
const page = readFileSync(new URL('reference/calendars.md', docs), 'utf8')
const howTo = readFileSync(new URL('how-to/add-a-calendar.md', docs), 'utf8')

function example(name: string): Overlay {
  const read = parseOverlay(readFileSync(new URL(`how-to/${name}`, docs), 'utf8'))
  if ('refused' in read) throw new Error(JSON.stringify(read))
  return read.overlay
}

const { version } = withOverlays([example('calendario.yaml')])

describe('the pages about calendars', () => {
  it('show every field, in an example that is read', () => {
    const fields = Object.keys(example('calendario.yaml'))
    expect(fields).toHaveLength(10)
    for (const field of fields) {
      expect(howTo, field).toContain(`| \`${field}\` |`)
      expect(page, field).toMatch(new RegExp(`^\\| \`${field}[\`.[]`, 'm'))
    }
    expect(page).toContain(`\`${version}\``)
  })

  it('name every kind of day', () => {
    const kinds: Record<DayKind['why'], true> = {
      ...{ 'business-day': true, saturday: true, sunday: true, holiday: true, closed: true },
      ...{ 'civic-day': true, 'closed-not-suspended': true, 'counted-holiday': true },
    }
    for (const kind of Object.keys(kinds)) expect(page).toContain(`\`${kind}\``)
  })

  it('date the día cívico on the third Friday of April', () => {
    const days = (example('dia-civico.yaml').civic ?? []).map(({ date }) => date)
    const thirdFriday = (year: number) => {
      const first = `${year}-04-01`
      return addDays(first, ((5 - weekday(first) + 7) % 7) + 14)
    }
    expect(days).toEqual([2024, 2025, 2026, 2027, 2028, 2029, 2030].map(thirdFriday))
  })
})
