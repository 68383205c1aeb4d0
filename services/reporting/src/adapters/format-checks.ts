import { NOWHERE } from '../domain/extract/definition.ts'
import { entries } from '../domain/extract/place.ts'
import type { Format, FormatParameter } from './format-schema.ts'

/** What a format says that can't be: references to nothing, widths that don't fit. Spanish, for its author. */
export function formatProblems(format: Format): string[] {
  return [...referenceProblems(format), ...shapeProblems(format), ...parameterProblems(format)]
}

function referenceProblems({ columns, checks, carried, parameters, rules, records }: Format): string[] {
  const known = new Set(columns.map(({ code }) => code))
  const named = [
    ...checks.flatMap(({ column, plus, minus }) => [column, ...plus, ...minus]),
    ...Object.values(carried),
  ]
  const wanted = [
    ...Object.values(rules),
    ...records.flatMap(({ fields }) =>
      fields.flatMap((field) => ('parameter' in field ? field.parameter : [])),
    ),
  ]
  return [
    ...named.filter((code) => !known.has(code)).map((code) => `No hay columna ${code}`),
    ...wanted.filter((id) => !Object.hasOwn(parameters, id)).map((id) => `No hay parámetro ${id}`),
  ]
}

function shapeProblems({ columns, units, records }: Format): string[] {
  const fields = records.flatMap((record) => record.fields)
  return [
    ...repeated(columns.map(({ code }) => code)).map((code) => `La columna ${code} está dos veces`),
    ...repeated(units.map(({ code }) => code)).map((code) => `La unidad ${code} está dos veces`),
    ...(units.filter(({ total }) => total).length === 1 ? [] : ['Una unidad, y solo una, lleva total: true']),
    ...fields
      .filter((field) => 'text' in field && field.text.length > field.width)
      .map(({ name }) => `El texto de «${name}» no cabe en su ancho`),
    ...fields
      .filter((field) => 'style' in field && field.style.length > field.width)
      .map(({ name }) => `La fecha de «${name}» no cabe en su ancho`),
  ]
}

function parameterProblems(format: Format): string[] {
  return Object.entries(format.parameters).flatMap(([id, { value }]) => valueProblems(format, id, value))
}

/** Why a parameter can't have this value: its options, its width in the file, the columns it names. */
export function valueProblems(format: Format, id: string, value: FormatParameter): string[] {
  const { rules, records, parameters } = format
  const options = parameters[id]?.options
  if (options !== undefined && !options.some((option) => option === value))
    return [`«${id}» admite: ${options.join(', ')}`]
  if (id === rules.kinds) return Array.isArray(value) ? [] : [`«${id}» es una lista de tipos`]
  if (id === rules.endings) return endingProblems(format, id, value)
  if (id === rules.reopened)
    return entries(format).some((code) => code === value) ? [] : [`«${id}» es una columna de entrada`]
  if (typeof value !== 'string') return [`«${id}» es un texto`]
  const tooNarrow = records
    .flatMap(({ fields }) => fields)
    .some((field) => 'parameter' in field && field.parameter === id && field.width < value.length)
  return tooNarrow ? [`El valor de «${id}» no cabe en su campo`] : []
}

function endingProblems({ columns }: Format, id: string, value: FormatParameter): string[] {
  if (typeof value === 'string' || Array.isArray(value)) return [`«${id}» da una columna a cada resultado`]
  const exits = columns.filter(({ counts }) => counts === 'resolved-here').map(({ code }) => code)
  return Object.entries(value)
    .filter(([, code]) => code !== NOWHERE && !exits.includes(code))
    .map(([ending]) => `«${id}»: ${ending} va en una de ${[...exits, NOWHERE].join(', ')}`)
}

function repeated(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
}
