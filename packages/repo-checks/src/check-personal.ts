import { z } from 'zod'

const words =
  'name names nombre nombres surname apellido email mail correo phone telephone telefono mobile celular address direccion ' +
  'document documento dni cedula nit passport birth birthday age gender sex iban ip contact token secret password'
const personal = new Set(words.split(' '))
const prose = new Set(
  'text texto body note nota comment remarks description descripcion narrative story answer'.split(' '),
)

/**
 * What looks like a person's data, or like prose that may name one, among the fields of a public event. A field that ends
 * in Ref stands for what lies in the vault.
 *
 * @param allowed 'fileName' → why it says nothing of a person
 */
export function personalFields(
  fields: readonly string[],
  allowed: Readonly<Record<string, string>>,
): string[] {
  return fields.filter((field) => {
    const parts = field.split(/(?=[A-Z])|[-_.]/).map((word) => word.toLowerCase())
    if (parts.at(-1) === 'ref' || Object.hasOwn(allowed, field)) return false
    return parts.some((word) => personal.has(word)) || prose.has(parts.at(-1) ?? '')
  })
}

/** Every field of a schema, at any depth; '*' where it takes fields that it doesn't name. */
export function fieldsOf(schema: z.ZodType): string[] {
  return named(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }))
}

function named(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(named)
  if (typeof node !== 'object' || node === null) return []
  const { properties, additionalProperties, ...rest } = node as Record<string, unknown>
  const open = 'type' in rest && rest.type === 'object' && additionalProperties !== false
  return [
    ...(open ? ['*'] : []),
    ...Object.keys((properties as object | undefined) ?? {}),
    ...Object.values((properties as object | undefined) ?? {}).flatMap(named),
    ...Object.values(rest).flatMap(named),
  ]
}

/** Every key of a JSON value, at any depth. */
export function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
}
