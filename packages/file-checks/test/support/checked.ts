import { readFileSync } from 'node:fs'
import { type Bounds, bounds as usual } from '../../src/bounds.ts'
import type { BannerOrder, Checked, FileKind } from '../../src/check.ts'
import { checkHere } from '../../src/check-here.ts'
import type { FileParameters } from '../../src/parameters.ts'
import { parameters } from './parameters.ts'

export const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

export async function* pieces(content: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

interface How {
  changed?: Partial<FileParameters>
  banner?: BannerOrder
  bounds?: Partial<Bounds>
  /** How long the pieces are in which it comes. */
  pieces?: number
}

export function checked(kind: FileKind, content: Uint8Array | string, how: How = {}): Promise<Checked> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return checkHere(
    pieces(bytes, how.pieces),
    { kind, parameters: parameters(how.changed), ...(how.banner && { banner: how.banner }) },
    { ...usual, ...how.bounds },
  )
}

/** The codes of what was found, in order. */
export async function codesOf(...asked: Parameters<typeof checked>): Promise<string[]> {
  return (await checked(...asked)).findings.map(({ code }) => code)
}

/** 'code line column' of what was found, in order. */
export async function spotsOf(...asked: Parameters<typeof checked>): Promise<string[]> {
  return (await checked(...asked)).findings.map(({ code, at }) =>
    [code, at?.line, at?.column ?? at?.page ?? at?.part].filter((piece) => piece !== undefined).join(' '),
  )
}
