import { isParameter, parameterOf } from '@ventanilla/terms'
import type { Kind } from '../schema/kinds.ts'
import { isFields } from './compare.ts'

/** The law that counts a kind, with what the entity sets of it; undefined for anything else. */
export function lawWords(value: unknown): string | undefined {
  if (!isFields(value) || typeof value.regime !== 'string') return undefined
  const { regime, set = {} } = value as NonNullable<Kind['law']>
  const chosen = Object.entries(set).map(([name, said]) => `${choiceWords(name) ?? name}, «${said}»`)
  return [`el régimen «${regime}»`, ...chosen].join('; ')
}

/** What a regime leaves open, as the reference calls it: «cuándo cumple el término la respuesta de fondo». */
export function choiceWords(name: string): string | undefined {
  if (!isParameter(name)) return undefined
  const { title } = parameterOf(name)
  return title.charAt(0).toLocaleLowerCase('es') + title.slice(1)
}
