import type { $ZodErrorMap, $ZodIssue, $ZodRawIssue } from 'zod/v4/core'

const kinds: Record<string, string> = {
  string: 'texto',
  number: 'un número',
  int: 'un número entero',
  bigint: 'un número entero',
  boolean: 'verdadero o falso (true o false)',
  date: 'una fecha',
  array: 'una lista',
  tuple: 'una lista',
  set: 'una lista',
  object: 'un objeto',
  record: 'un objeto',
  map: 'un objeto',
  null: 'null',
}

const formats: Record<string, string> = {
  email: 'Escriba un correo electrónico completo, como nombre@ejemplo.co.',
  uuid: 'Debe ser un UUID.',
  guid: 'Debe ser un UUID.',
  url: 'Escriba una dirección web completa, con https://.',
  date: 'Escriba la fecha como AAAA-MM-DD, y que exista en el calendario.',
  time: 'Escriba la hora como HH:MM.',
  datetime: 'Escriba fecha y hora en formato ISO 8601, como 2026-03-24T15:00:00Z.',
  duration: 'Escriba la duración en formato ISO 8601, como P15D.',
  ipv4: 'Debe ser una dirección IP.',
  ipv6: 'Debe ser una dirección IP.',
  base64: 'Debe estar en base64.',
  base64url: 'Debe estar en base64url.',
  e164: 'Escriba el teléfono con + e indicativo, como +576011234567.',
}

/**
 * Spanish for what zod finds. A message that a schema brings itself goes first (zod asks this map last).
 * Never quotes the input: it may be somebody's name.
 */
export const spanish: $ZodErrorMap = (issue) => describe(issue)

function describe(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Falta este campo.' : expected(issue.expected)
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_format':
      return format(issue)
    case 'too_big':
      return bound(
        issue.origin,
        issue.maximum,
        issue.exact,
        issue.inclusive === false ? 'menos de' : 'máximo',
      )
    case 'too_small':
      return tooSmall(issue)
    case 'not_multiple_of':
      return `Debe ser múltiplo de ${issue.divisor}.`
    case 'unrecognized_keys':
      return 'Este campo no se conoce.'
    case 'invalid_union':
      return 'No corresponde a ninguna de las formas que se admiten.'
    case 'invalid_key':
      return 'El nombre de este campo no es válido.'
    case 'invalid_element':
      return 'Un elemento no es válido.'
    default:
      return 'El valor no es válido.'
  }
}

function expected(kind: string): string {
  const name = kinds[kind]
  return name ? `Debe ser ${name}.` : 'No es del tipo que se espera.'
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.slice(0, 20).map((value) => `«${String(value)}»`)
  if (shown.length === 1) return `Debe ser ${shown[0]}.`
  return `Debe ser uno de: ${shown.join(', ')}${values.length > shown.length ? ', …' : ''}.`
}

function format(issue: $ZodRawIssue<Extract<$ZodIssue, { code: 'invalid_format' }>>): string {
  switch (issue.format) {
    case 'starts_with':
      return `Debe comenzar por «${String(issue.prefix)}».`
    case 'ends_with':
      return `Debe terminar en «${String(issue.suffix)}».`
    case 'includes':
      return `Debe contener «${String(issue.includes)}».`
    default:
      return formats[issue.format] ?? 'No tiene el formato que se espera.'
  }
}

function tooSmall(issue: $ZodRawIssue<Extract<$ZodIssue, { code: 'too_small' }>>): string {
  const one = issue.minimum === 1 && issue.inclusive !== false
  if (one && issue.origin === 'string') return 'No puede estar vacío.'
  if (one && (issue.origin === 'array' || issue.origin === 'set')) return 'Debe tener al menos un elemento.'
  return bound(issue.origin, issue.minimum, issue.exact, issue.inclusive === false ? 'más de' : 'mínimo')
}

function bound(origin: string, limit: number | bigint, exact: boolean | undefined, word: string): string {
  const how = exact ? 'exactamente' : word
  if (origin === 'string') return `Debe tener ${how} ${limit} caracteres.`
  if (origin === 'array' || origin === 'set') return `Debe tener ${how} ${limit} elementos.`
  if (origin === 'object' || origin === 'map' || origin === 'record')
    return `Debe tener ${how} ${limit} campos.`
  if (origin === 'date') return 'La fecha está fuera del rango que se admite.'
  if (how === 'máximo') return `No puede ser mayor que ${limit}.`
  if (how === 'mínimo') return `No puede ser menor que ${limit}.`
  return `Debe ser ${how} ${limit}.`
}
