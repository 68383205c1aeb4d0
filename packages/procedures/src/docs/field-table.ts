import { z } from 'zod'
import { listOf } from '../rules/list-of.ts'
import { code, table } from './markdown.ts'

interface Node {
  type?: string | string[]
  description?: string
  pattern?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: Node | boolean
  $ref?: string
}

/** Every field of a schema: where it stands, whether it must be there, what it holds and what it means. */
export function fieldTable(schema: z.ZodType): string {
  const root = z.toJSONSchema(schema, { io: 'input', reused: 'inline', cycles: 'ref' }) as Node
  return table(['Field', 'Required', 'Holds', 'Meaning'], merged(fields(root, '')))
}

/** Where something may have several forms, a field that they share stands once, with all that it may hold. */
function merged(rows: readonly string[][]): string[][] {
  const byPath = Map.groupBy(rows, ([path]) => path)
  return [...byPath.values()].map((same) => {
    const column = (at: number) => [...new Set(same.map((row) => row[at] ?? '').filter(Boolean))]
    const required = same.every((row) => row[1] !== '') ? 'yes' : ''
    return [same[0]?.[0] ?? '', required, column(2).join(' or '), column(3).join('; ')]
  })
}

const choices = ({ anyOf, oneOf }: Node): Node[] | undefined => anyOf ?? oneOf

function fields(node: Node, path: string): string[][] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`
    const required = node.required?.includes(name) ? 'yes' : ''
    return [[code(here), required, holds(field), field.description ?? ''], ...inside(field, here)]
  })
}

function inside(field: Node, path: string): string[][] {
  if (field.items !== undefined) return inside(field.items, `${path}[]`)
  const several = choices(field)
  if (several !== undefined) return several.flatMap((choice) => inside(choice, path))
  if (field.properties !== undefined) return fields(field, path)
  const values = field.additionalProperties
  return typeof values === 'object' && values.properties ? fields(values, `${path}.<id>`) : []
}

function holds(node: Node): string {
  if (node.enum !== undefined) return node.enum.map((value) => code(String(value))).join(', ')
  if (node.const !== undefined) return code(String(node.const))
  const several = choices(node)
  if (several !== undefined) return [...new Set(several.map(holds))].join(' or ')
  if (node.items !== undefined) return `list of ${holds(node.items)}`
  if (node.$ref !== undefined) return 'any value'
  if (node.format === 'date') return 'date'
  if (node.pattern?.startsWith('^[a-z0-9]+(-')) return 'id'
  if (node.pattern?.startsWith('^([01]')) return 'time `HH:MM`'
  if (node.type === 'object') return 'fields'
  return (
    listOf(node.type)
      .map((type) => (type === 'string' ? 'text' : type))
      .join(' or ') || 'any value'
  )
}
