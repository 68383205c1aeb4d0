import {
  type Checker,
  isIntrinsicType,
  isLiteralType,
  isObjectType,
  isTemplateLiteralType,
  isUnionType,
  SymbolFlags,
  type Type,
  type TypeReference,
} from 'typescript/unstable/sync'

/** What a type lets be written as JSON, whatever it and its parts are called. */
export type Shape =
  /** 'string', 'number', 'boolean', 'null', 'unknown', or a literal: '"legal"', '3'. */
  | string
  /** Elements of a list. */
  | { each: Shape }
  /** One of several. */
  | { anyOf: Shape[] }
  /** Members by name, with '?' at the end of one that may be absent. */
  | { members: { [name: string]: Shape }; others?: Shape }

/** @throws for what no JSON can be, or has no end */
export function shapeOf(checker: Checker, type: Type, above: readonly Type[] = []): Shape {
  const inner = (part: Type | undefined): Shape => {
    if (!part) throw new Error(`a part of ${checker.typeToString(type)} has no type`)
    return shapeOf(checker, part, [...above, type])
  }
  if (above.length > 40) throw new Error(`${checker.typeToString(type)} has no end`)
  if (isUnionType(type)) return anyOf(type.getTypes().map(inner))
  if (isIntrinsicType(type) || isLiteralType(type) || isTemplateLiteralType(type))
    return checker.typeToString(type)
  if (checker.isTupleType(type) || checker.isArrayType(type))
    return { each: anyOf(checker.getTypeArguments(type as TypeReference).map(inner)) }
  const members = checker.getPropertiesOfType(type).map((symbol) => {
    const optional = (symbol.flags & SymbolFlags.Optional) !== 0
    const shape = inner(checker.getTypeOfSymbol(symbol))
    return [`${symbol.name}${optional ? '?' : ''}`, optional ? withoutUndefined(shape) : shape] as const
  })
  const [index] = isObjectType(type) ? checker.getIndexInfosOfType(type) : []
  return {
    members: Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(index && { others: inner(index.valueType) }),
  }
}

function withoutUndefined(shape: Shape): Shape {
  if (typeof shape === 'string' || !('anyOf' in shape)) return shape
  return anyOf(shape.anyOf.filter((one) => one !== 'undefined'))
}

/** In an order that doesn't depend on who was declared first. */
function anyOf(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) =>
    typeof shape === 'object' && 'anyOf' in shape ? shape.anyOf : [shape],
  )
  const byText = new Map(flat.map((shape) => [JSON.stringify(shape), shape]))
  if (byText.has('"true"') && byText.has('"false"')) {
    byText.delete('"true"')
    byText.set('"false"', 'boolean')
  }
  const sorted = [...byText.values()].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const [only] = sorted
  return sorted.length === 1 && only !== undefined ? only : { anyOf: sorted }
}

/** Whether something that was written has a shape. */
export function fits(shape: Shape, value: unknown): boolean {
  if (typeof shape === 'string') return fitsWord(shape, value)
  if ('anyOf' in shape) return shape.anyOf.some((one) => fits(one, value))
  if ('each' in shape) return Array.isArray(value) && value.every((one) => fits(shape.each, one))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const given = new Map(Object.entries(value))
  for (const [name, member] of Object.entries(shape.members)) {
    const key = name.replace(/\?$/, '')
    const present = given.has(key)
    if (present ? !fits(member, given.get(key)) : !name.endsWith('?')) return false
    given.delete(key)
  }
  return [...given.values()].every((rest) => shape.others !== undefined && fits(shape.others, rest))
}

function fitsWord(word: string, value: unknown): boolean {
  if (word === 'unknown' || word === 'any') return true
  if (word === 'null') return value === null
  if (['string', 'number', 'boolean'].includes(word)) return typeof value === word
  if (word.startsWith('`')) return typeof value === 'string'
  return JSON.stringify(value) === word
}
