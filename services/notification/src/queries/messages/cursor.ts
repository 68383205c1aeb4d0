import { z } from 'zod'

/** Where a page ended: the last message on it. */
export interface Cursor {
  at: string
  id: string
}

const shape = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()])

/** Opaque to who carries it: base64url of an instant and an id. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** Undefined for what `writeCursor` never wrote. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const [at, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { at, id }
  } catch {
    return undefined
  }
}
