import type { Unit } from '@ventanilla/terms'

/** '1 día hábil', '15 días hábiles', '10 días calendario' */
export function daysInWords(amount: number, unit: Unit): string {
  const days = amount === 1 ? 'día' : 'días'
  if (unit === 'calendar-days') return `${amount} ${days} calendario`
  return `${amount} ${days} ${amount === 1 ? 'hábil' : 'hábiles'}`
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
