import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Overlay, overlaySchema } from './overlay.ts'
import { valuesOf, yamlFault } from './yaml-faults.ts'

/** Why an overlay was refused; `line` (from 1) and `field` ('closed[0].date') name the place, `detail` is Spanish. */
export interface OverlayRefusal {
  readonly refused:
    | 'overlay-not-yaml'
    | 'overlay-invalid'
    | 'overlay-outside-validity'
    | 'overlay-date-repeated'
    | 'overlay-not-a-holiday'
    | 'overlay-hours-reversed'
    | 'overlay-hours-overlap'
    | 'overlay-weekday-repeated'
  readonly line?: number
  readonly field?: string
  readonly detail: string
}

type Path = readonly PropertyKey[]
const ownCodes = new Set<unknown>([
  'overlay-outside-validity',
  'overlay-date-repeated',
  'overlay-not-a-holiday',
  'overlay-hours-reversed',
  'overlay-hours-overlap',
  'overlay-weekday-repeated',
])

/** Reads the YAML of an overlay. The first fault found is the one reported; a bad file never throws. */
export function parseOverlay(yamlText: string): { readonly overlay: Overlay } | OverlayRefusal {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors[0]
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line
    return { refused: 'overlay-not-yaml', line, detail: `no es YAML válido: ${yamlFault(broken)}` }
  }
  const values = valuesOf(document, yamlText)
  if ('reason' in values) {
    const { line } = lines.linePos(values.offset)
    return { refused: 'overlay-not-yaml', line, detail: `no es YAML válido: ${values.reason}` }
  }
  const parsed = overlaySchema.safeParse(values.value)
  if (parsed.success) return { overlay: parsed.data }
  const issue = parsed.error.issues[0]
  if (!issue) return { refused: 'overlay-invalid', detail: 'no se pudo leer' }
  return refusal(issue, document, lines)
}

function refusal(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): OverlayRefusal {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  const field = fieldName(path)
  return {
    refused: codeOf(issue),
    line: lines.linePos(offsetOf(document, path)).line,
    ...(field && { field }),
    detail: field ? `${field}: ${issue.message}` : issue.message,
  }
}

function codeOf(issue: z.core.$ZodIssue): OverlayRefusal['refused'] {
  const code = issue.code === 'custom' ? issue.params?.code : undefined
  return ownCodes.has(code) ? (code as OverlayRefusal['refused']) : 'overlay-invalid'
}

/** Where the value stands, or its key, or for what is missing the nearest thing around it that exists. */
function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const parent = depth === 0 ? undefined : document.getIn(path.slice(0, depth - 1), true)
    const key = path[depth - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0]
    } else {
      const node = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return node.range[0]
    }
  }
  return 0
}

function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key),
    '',
  )
}
