import { addDays } from '@ventanilla/calendar'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOf, firstFullDay, type HomeBanner, inForce, toWithdraw } from '../src/banner/home.ts'
import { parameters } from './support/parameters.ts'

const maximum = parameters()['banner-maximo-en-home']
const six = Array.from({ length: 6 }, (_, index) => ({
  id: `b${index}`,
  from: '2026-03-01',
  until: '2026-06-01',
}))
const one = (from: string, until: string): HomeBanner => ({ id: 'otro', from, until })

describe('the home page', () => {
  test('has six banners and no seventh (documento 004, numeral 4)', () => {
    expect(maximum).toBe(6)
    expect(firstFullDay(six.slice(1), one('2026-03-10', '2026-04-10'), maximum)).toBeUndefined()
    expect(firstFullDay(six, one('2026-03-10', '2026-04-10'), maximum)).toBe('2026-03-10')
    expect(firstFullDay(six, one('2026-02-01', '2026-04-10'), maximum)).toBe('2026-03-01')
  })

  test('has room on the day on which another goes', () => {
    expect(firstFullDay(six, one('2026-06-01', '2026-07-01'), maximum)).toBeUndefined()
    const early = six.map((banner) => (banner.id === 'b3' ? { ...banner, withdrawn: '2026-03-20' } : banner))
    expect(firstFullDay(early, one('2026-03-20', '2026-05-01'), maximum)).toBeUndefined()
    expect(firstFullDay(early, one('2026-03-19', '2026-05-01'), maximum)).toBe('2026-03-19')
  })

  test('does not count a banner twice that is published anew', () => {
    expect(firstFullDay(six, { id: 'b0', from: '2026-03-05', until: '2026-06-15' }, maximum)).toBeUndefined()
  })

  test('agrees with looking at every day', () => {
    const day = fc.integer({ min: 0, max: 25 })
    const stretch = fc.tuple(day, day).map(([a, b]) => ({
      from: addDays('2026-01-01', Math.min(a, b)),
      until: addDays('2026-01-01', Math.max(a, b)),
    }))
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 8 }),
        stretch,
        fc.integer({ min: 1, max: 4 }),
        (many, own, most) => {
          const published = many.map((banner, index) => ({ id: `b${index}`, ...banner }))
          const asked = { id: 'otro', ...own }
          let full: string | undefined
          for (let at = own.from; at < own.until && full === undefined; at = addDays(at, 1))
            if (inForce([...published, asked], at).length > most) full = at
          expect(firstFullDay(published, asked, most)).toBe(full)
        },
      ),
    )
  })

  test('lets go of a banner on its day, or later if nobody looked', () => {
    const shown = six.map((banner) => ({ ...banner, shown: true }))
    expect(toWithdraw(shown, '2026-05-31')).toEqual([])
    expect(toWithdraw(shown, '2026-06-01').map(({ id }) => id)).toEqual(six.map(({ id }) => id))
    expect(toWithdraw(shown, '2026-08-01')).toHaveLength(6)
    expect(
      toWithdraw(
        shown.map((banner) => ({ ...banner, shown: false })),
        '2026-08-01',
      ),
    ).toEqual([])
    expect(endOf({ ...one('2026-03-01', '2026-06-01'), withdrawn: '2026-07-01' })).toBe('2026-06-01')
  })
})
