import { z } from 'zod'
import type { Documents } from './docs.ts'
import { errorsMember } from './openapi.ts'

const member = z.looseObject({}).default({})
const documentSchema = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string() }),
  paths: member,
  components: z.looseObject({}).default({}),
  [errorsMember]: z
    .record(
      z.string(),
      z.looseObject({ status: z.number(), title: z.string(), retry: z.boolean().optional() }),
    )
    .default({}),
})

/**
 * One document out of those of several servers that answer under one address. What two of them define alike is said
 * once; a path or a schema that two define differently would lie to somebody.
 * @throws Error naming such a path or schema, or what is no OpenAPI document
 */
export function joinDocuments(title: string, documents: readonly unknown[]): Documents {
  const read = documents.map((one) => documentSchema.parse(one))
  const [first] = read
  if (!first) throw new Error('no documents to join')
  const errors = joined(
    'error',
    read.map((one) => one[errorsMember]),
  )
  const sections = new Set(read.flatMap(({ components }) => Object.keys(components)))
  return {
    catalog: Object.fromEntries(
      Object.entries(errors).map(([code, { status, title: what, retry }]) => [
        code,
        { status, title: what, ...(retry && { retry }) },
      ]),
    ),
    openapi: {
      ...first,
      info: { ...first.info, title },
      [errorsMember]: errors,
      components: Object.fromEntries(
        [...sections].map((section) => [
          section,
          joined(
            section,
            read.map(({ components }) => member.parse(components[section])),
          ),
        ]),
      ),
      paths: joined(
        'path',
        read.map(({ paths }) => paths),
      ),
    },
  }
}

function joined<T>(kind: string, parts: readonly Record<string, T>[]): Record<string, T> {
  const all = new Map<string, T>()
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = all.get(name)
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value))
      throw new Error(`two servers define the ${kind} ${name} differently`)
    all.set(name, value)
  }
  return Object.fromEntries(all)
}
