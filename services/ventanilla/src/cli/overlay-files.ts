import { readFile } from 'node:fs/promises'
import { type Overlay, parseOverlay } from '@ventanilla/calendar'
import type { BadInput } from './bad-input.ts'

/**
 * The overlays of some YAML files, in order, or what is wrong with the first bad one: file, line and field.
 * @param option the one that named them
 */
export async function readOverlays(
  paths: readonly string[] = [],
  option = 'overlay',
): Promise<readonly Overlay[] | BadInput> {
  const overlays: Overlay[] = []
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) {
      return { code: 'overlay-unreadable', field: option, detail: `no se pudo leer el archivo ${path}` }
    }
    const parsed = parseOverlay(text)
    if ('refused' in parsed) {
      const place = parsed.line === undefined ? path : `${path}, línea ${parsed.line}`
      return { code: parsed.refused, field: parsed.field ?? option, detail: `${place}: ${parsed.detail}` }
    }
    overlays.push(parsed.overlay)
  }
  return overlays
}

/** For a repeatable option: `--overlay a.yaml --overlay b.yaml`. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}
