import { $ZodType } from 'zod/v4/core'

/**
 * Where a schema would drop unknown keys in silence: the path to the first `z.object` in it, undefined when every
 * object either refuses them (`z.strictObject`) or keeps them on purpose (`z.looseObject`, `catchall`).
 */
export function droppingObject(
  schema: $ZodType,
  path: string,
  seen = new Set<$ZodType>(),
): string | undefined {
  if (seen.has(schema)) return undefined
  seen.add(schema)
  const def: object = schema._zod.def
  if (schema._zod.def.type === 'object' && !('catchall' in def && def.catchall)) return path
  for (const [name, child] of children(schema)) {
    const found = droppingObject(child, name === '' ? path : `${path}.${name}`, seen)
    if (found !== undefined) return found
  }
  return undefined
}

/** Schemas directly inside a schema, whatever its kind: zod keeps them as values of its definition. */
function children(schema: $ZodType): [name: string, child: $ZodType][] {
  const def: object = schema._zod.def
  if ('getter' in def && typeof def.getter === 'function') return named('', def.getter())
  return Object.entries(def).flatMap(([key, value]) => {
    if (key === 'shape' && typeof value === 'object' && value !== null) {
      return Object.entries(value).flatMap(([name, member]) => named(name, member))
    }
    if (Array.isArray(value)) return value.flatMap((member) => named('', member))
    return named(key === 'element' ? '[]' : '', value)
  })
}

function named(name: string, value: unknown): [string, $ZodType][] {
  return value instanceof $ZodType ? [[name, value]] : []
}
