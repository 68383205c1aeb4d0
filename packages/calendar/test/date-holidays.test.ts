import Holidays from 'date-holidays'
import { expect, it } from 'vitest'
import { holidays } from '../src/index.ts'
import { explained } from './library-days.ts'

it('agrees with date-holidays from 1984 to 2050, but for what is explained', () => {
  const library = new Holidays('CO')
  const seen = new Map<string, number>()
  for (let year = 1984; year <= 2050; year++) {
    const ours = new Set(holidays(year, year).map(({ date }) => date))
    const theirs = new Set(
      library
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10)),
    )
    expect([...ours].filter((date) => !theirs.has(date))).toEqual([])
    for (const date of theirs) {
      if (ours.has(date)) continue
      const reason = explained.find(({ onlyTheirs }) => onlyTheirs(date))
      expect(reason, `${date} is only in the library`).toBeDefined()
      seen.set(reason?.why ?? '', (seen.get(reason?.why ?? '') ?? 0) + 1)
    }
  }
  expect([...seen.values()]).toEqual([67])
})

it('agrees with it on how many holidays share a day', () => {
  const library = new Holidays('CO')
  for (let year = 1984; year <= 2050; year++) {
    const theirs = library
      .getHolidays(year)
      .filter(({ type, rule }) => type === 'public' && rule !== 'easter')
    expect(theirs.length, String(year)).toBe(holidays(year, year).length)
  }
})
