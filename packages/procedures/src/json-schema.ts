import { z } from 'zod'
import { entitySchema } from './schema/entity.ts'
import { procedureSchema } from './schema/procedure.ts'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Record<string, unknown>

/**
 * What an editor completes and checks while a definition is written, from the very schemas that read it: a word that
 * is added there is known here. What relates two fields (a state that a move names, an end before its beginning) no
 * JSON Schema says; `ventanilla procedure check` does.
 */
export const jsonSchemas = {
  procedure: () => described(procedureSchema, 'procedure', 'Procedimiento de una entidad'),
  entity: () => described(entitySchema, 'entity', 'Entidad: áreas, productos, temas y radicado'),
} as const satisfies Record<string, () => JsonSchema>

export type SchemaName = keyof typeof jsonSchemas

function described(schema: z.ZodType, name: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  return { $schema, $id: `urn:ventanilla:schema:${name}`, title, ...rest }
}
