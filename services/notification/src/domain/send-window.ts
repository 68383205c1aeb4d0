import { bogotaDate, bogotaTime, holidays, type LocalDate, weekday } from '@ventanilla/calendar'
import type { Channel } from './campaign/channel.ts'
import type { Template } from './letter.ts'

/**
 * What nobody asked for and loses nothing by a night: a calendar that is put in force writes to everybody it moves, at
 * whatever hour somebody does it, and so does a campaign. The others answer what was just asked, or have to be there
 * before a term ends (Ley 1755/2015 art. 14 par.), or go to who works here, as an Infoservicio does: at once.
 */
const patient: readonly (Template | Channel)[] = ['nueva-fecha', 'email', 'sms']

/** Hours in which a person is written to on the entity's own account, half-open (Ley 2300/2023 art. 3). */
const [onWeekdays, onSaturday] = [
  { from: '07:00', to: '19:00' },
  { from: '08:00', to: '15:00' },
]

/** What waits at that instant for the hour at which they may go. */
export function waitingForHours(instant: string): readonly (Template | Channel)[] {
  const hours = hoursOf(bogotaDate(instant))
  const now = bogotaTime(instant).slice(0, 5)
  return hours && now >= hours.from && now < hours.to ? [] : patient
}

/** None on a Sunday or a holiday, also one that falls on a Saturday. */
function hoursOf(day: LocalDate) {
  const year = Number(day.slice(0, 4))
  if (weekday(day) === 7 || holidays(year, year).some(({ date }) => date === day)) return undefined
  return weekday(day) === 6 ? onSaturday : onWeekdays
}
