import { bogotaDate, bogotaTime, type LocalDate } from '@ventanilla/calendar'
import type { Unit } from '../letter.ts'

const MONTHS = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
]

/** '2026-12-14' → '14 de diciembre de 2026'. */
export function longDate(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} de ${MONTHS[(month ?? 0) - 1]} de ${year}`
}

/** The day and the hour in Colombia: '22 de noviembre de 2026, 10:00 a. m., hora de Colombia'. */
export function longInstant(instant: string): string {
  const [hour = 0, minute = 0] = bogotaTime(instant).split(':').map(Number)
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  const time = `${twelve}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'a.' : 'p.'} m.`
  return `${longDate(bogotaDate(instant))}, ${time}, hora de Colombia`
}

const UNITS: Record<Unit, readonly [one: string, many: string]> = {
  'business-days': ['día hábil', 'días hábiles'],
  'calendar-days': ['día calendario', 'días calendario'],
  'calendar-months': ['mes', 'meses'],
  'business-hours': ['hora hábil', 'horas hábiles'],
  'calendar-hours': ['hora', 'horas'],
}

/** '15 días hábiles', '1 día calendario', '2 meses'. */
export function termInWords(amount: number, unit: Unit): string {
  const [one, many] = UNITS[unit]
  return `${amount} ${amount === 1 ? one : many}`
}
