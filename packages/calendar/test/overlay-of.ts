import { type Overlay, parseOverlay } from '../src/index.ts'

/** The overlay of 2026 with those lines of YAML. */
export function overlayOf(
  lines: string,
  valid = 'valid: { from: 2026-01-01, to: 2026-12-31 }',
  calendar = 'entidad',
): Overlay {
  const result = parseOverlay(`calendar: ${calendar}\nbase: co\n${valid}\n${lines}`)
  if ('refused' in result) throw new Error(JSON.stringify(result))
  return result.overlay
}
