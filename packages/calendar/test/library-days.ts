import Holidays from 'date-holidays'
import { easterDay } from '../src/easter.ts'
import { fromDayNumber, toDayNumber } from '../src/index.ts'

/** The ways in which the library and Ley 51/1983 part, each with its reason; nothing else may differ. */
export const explained = [
  {
    why: 'the library counts Easter Sunday as public; the law lists no Sunday, and a Sunday never counts',
    onlyTheirs: (date: string) => date === fromDayNumber(easterDay(Number(date.slice(0, 4)))),
  },
]

/** Day numbers that the library calls public holidays, without what is explained. */
export function libraryHolidays(from: number, to: number): ReadonlySet<number> {
  const library = new Holidays('CO')
  const days = new Set<number>()
  for (let year = from; year <= to; year++) {
    for (const { type, date } of library.getHolidays(year)) {
      const day = date.slice(0, 10)
      if (type === 'public' && !explained.some(({ onlyTheirs }) => onlyTheirs(day)))
        days.add(toDayNumber(day))
    }
  }
  return days
}
