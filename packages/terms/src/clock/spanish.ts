import { type LocalDate, weekday } from '@ventanilla/calendar'
import type { RegimeUnit } from '../regimes/regime.ts'

const weekdays = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']
const months = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
]

/** '22 de noviembre de 2026' */
export function dateInWords(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(day)} de ${months[Number(month) - 1]} de ${year}`
}

/** 'domingo 22 de noviembre de 2026' */
export function dayInWords(date: LocalDate): string {
  return `${weekdays[weekday(date) - 1]} ${dateInWords(date)}`
}

const words: Record<RegimeUnit, readonly [string, string]> = {
  'business-days': ['día hábil', 'días hábiles'],
  'calendar-days': ['día calendario', 'días calendario'],
  'calendar-months': ['mes', 'meses'],
  'business-hours': ['hora hábil', 'horas hábiles'],
  'calendar-hours': ['hora', 'horas'],
}

/** '1 día hábil', '15 días hábiles', '72 horas' */
export function termInWords(amount: number, unit: RegimeUnit): string {
  return `${amount} ${words[unit][amount === 1 ? 0 : 1]}`
}

/** '3 h 05 min' */
export function hoursInWords(hours: number): string {
  const minutes = Math.round(hours * 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
