import { bogotaDate, bogotaTime } from '@ventanilla/calendar'
import { dateInWords } from '@ventanilla/terms'

/** The day and the hour in Colombia: '22 de noviembre de 2026, 10:00 a. m., hora de Colombia'. */
export function longInstant(instant: string): string {
  const [hour = 0, minute = 0] = bogotaTime(instant).split(':').map(Number)
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  const time = `${twelve}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'a.' : 'p.'} m.`
  return `${dateInWords(bogotaDate(instant))}, ${time}, hora de Colombia`
}
