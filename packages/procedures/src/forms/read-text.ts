import type { FieldOf } from '../schema/fields.ts'
import { type Fault, fault } from './faults.ts'

/** What is wrong with words. An accent counts for nothing beside its letter, in whichever way it is written. */
export function textFault(field: FieldOf<'text'> | FieldOf<'long-text'>, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return fault('invalid-type', 'Debe ser un texto.')
  const { maxLength, maxWords } = field
  if ([...value.normalize('NFC')].length > maxLength)
    return fault('too-long', `Tiene más de ${maxLength} caracteres.`)
  if (maxWords !== undefined && words(value) > maxWords)
    return fault('too-many-words', `Tiene más de ${maxWords} palabras.`)
  if (field.type !== 'text') return undefined
  if (/[\r\n]/.test(value)) return fault('invalid-type', 'Debe ser un texto de una sola línea.')
  if (field.pattern === undefined || wholeMatch(field.pattern).test(value)) return undefined
  return fault('pattern-not-matched', field.help ?? 'No tiene la forma que se pide.')
}

/** What stands between blanks: «a las 8:00» is three words. */
function words(value: string): number {
  return value.split(/\s+/u).filter((word) => word !== '').length
}

/** @throws SyntaxError for what is no regular expression */
export function wholeMatch(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u')
}
