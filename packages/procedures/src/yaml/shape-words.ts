import type { z } from 'zod'

/** Spanish, for who writes the file: what is expected where something else stands, or nothing does. */
export function shapeWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return expected(types[issue.expected] ?? 'un valor de otra clase', issue.input)
    case 'invalid_value':
      return issue.values.length === 1 && issue.values[0] === true
        ? 'Solo puede decir «true»: si no es así, quite el campo'
        : expected(either.format(issue.values.map(String)), issue.input)
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_key':
      return `El nombre no sirve: ${issue.issues[0]?.message ?? ''}`
    case 'unrecognized_keys':
      return `El campo «${issue.keys.join('», «')}» no existe aquí`
    default:
      return issue.input === undefined
        ? 'Se espera un valor'
        : expected('un valor de otra forma', issue.input)
  }
}

/** The same, of a field that isn't there. */
export function missingWords(field: string | number, message: string): string {
  return `Falta «${field}»: ${message.charAt(0).toLocaleLowerCase('es')}${message.slice(1)}`
}

const either = new Intl.ListFormat('es', { type: 'disjunction' })

const types: Readonly<Record<string, string>> = {
  string: 'un texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'true o false',
  array: 'una lista',
  object: 'un grupo de campos',
  record: 'un grupo de campos',
}

function expected(what: string, found: unknown): string {
  return `Se espera ${what}${insteadOf(found)}`
}

function insteadOf(found: unknown): string {
  if (found === undefined) return ''
  if (found === null) return ', y no hay nada'
  if (Array.isArray(found)) return ', no una lista'
  if (typeof found === 'number') return `, no el número ${found}`
  return typeof found === 'object' ? ', no un grupo de campos' : `, no «${String(found).slice(0, 80)}»`
}

function tooSmall({
  origin,
  minimum,
  inclusive,
}: Omit<z.core.$ZodIssueTooSmall, 'path' | 'message'>): string {
  if (origin === 'array')
    return minimum === 1 ? 'La lista no puede estar vacía' : `La lista lleva al menos ${minimum}`
  if (origin === 'string')
    return minimum === 1 ? 'No puede estar vacío' : `Lleva al menos ${minimum} caracteres`
  return inclusive === false ? `Debe ser más de ${minimum}` : `Debe ser ${minimum} o más`
}

function tooBig({ origin, maximum, inclusive }: Omit<z.core.$ZodIssueTooBig, 'path' | 'message'>): string {
  if (origin === 'array') return `La lista lleva a lo sumo ${maximum}`
  if (origin === 'string') return `Lleva a lo sumo ${maximum} caracteres`
  return inclusive === false ? `Debe ser menos de ${maximum}` : `Debe ser ${maximum} o menos`
}
