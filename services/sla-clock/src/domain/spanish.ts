import { bogotaDate, bogotaTime } from '@ventanilla/calendar'
import { dayInWords } from '@ventanilla/terms'

/** 'lunes 23 de noviembre de 2026 a las 10:00', in Bogotá */
export function momentInWords(instant: string): string {
  return `${dayInWords(bogotaDate(instant))} a las ${bogotaTime(instant).slice(0, 5)}`
}

/** '1 sábado', '3 sábados' */
export function counted(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`
}

/** 'a, b y c' */
export function inList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} y ${last}`
}
