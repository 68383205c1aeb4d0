import type { Entity } from '@ventanilla/procedures'
import type { Definition } from '../domain/extract/definition.ts'
import { valueProblems } from './format-checks.ts'
import { type Format, type FormatParameter, formatParameterValue } from './format-schema.ts'
import { FormatError } from './load-format.ts'

/**
 * A format as one entity issues it: its own values for the parameters (`params` of entity.yaml, named
 * «formato-379-palabra-clave») and the capture unit of each of its products.
 * @throws FormatError for a value that the format doesn't admit, or a product in a unit that it doesn't have
 */
export function define(format: Format, entity: Pick<Entity, 'id' | 'params' | 'products'>): Definition {
  const values = Object.fromEntries(
    Object.entries(format.parameters).map(([id, { value }]) => [id, ownValue(format, entity, id) ?? value]),
  )
  const products = Object.fromEntries(
    entity.products.flatMap(({ id, unit379 }) => (unit379 === undefined ? [] : [[id, unit379]])),
  )
  const problems = [
    ...Object.entries(values).flatMap(([id, value]) => valueProblems(format, id, value)),
    ...unitProblems(format, products),
  ]
  if (problems.length > 0) throw new FormatError(`${format.id} de ${entity.id}`, problems)
  const { id, name, file, columns, units, checks, carried, records, rules } = format
  return {
    ...{ id, format: format.format, name, file, columns, units, checks, carried, records, products },
    parameters: Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    rules: {
      kinds: values[rules.kinds] as string[],
      endings: values[rules.endings] as Record<string, string>,
      reopened: values[rules.reopened] as string,
    },
  }
}

function ownValue(
  format: Format,
  { id: entity, params }: Pick<Entity, 'id' | 'params'>,
  id: string,
): FormatParameter | undefined {
  const name = `${format.id}-${id}`
  const own = Object.hasOwn(params, name) ? params[name] : undefined
  if (own === undefined) return undefined
  const read = formatParameterValue.safeParse(own.value)
  if (!read.success) throw new FormatError(`${format.id} de ${entity}`, [`«${name}» no es de su tipo`])
  return read.data
}

function unitProblems({ units }: Format, products: Record<string, string>): string[] {
  const known = units.filter(({ total }) => !total).map(({ code }) => code)
  return Object.entries(products)
    .filter(([, unit]) => !known.includes(unit))
    .map(([product, unit]) => `El producto ${product} está en la unidad ${unit}, que el formato no tiene`)
}
