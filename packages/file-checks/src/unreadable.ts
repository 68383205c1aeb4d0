import type { Code } from './codes.ts'

/** Ends a check: what is wrong with the file keeps the rest of it from being read. Becomes the finding it names. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly code: Code
  readonly detail: string

  constructor(code: Code, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.code = code
    this.detail = detail
  }
}

export const damaged = (detail: string, cause?: unknown): Unreadable =>
  new Unreadable('file-damaged', detail, { cause })

export const expands = (detail: string, cause?: unknown): Unreadable =>
  new Unreadable('file-expands-too-much', detail, { cause })

/**
 * Runs somebody else's parser over a file that may lie. Such a parser throws whatever it stumbles over, and all of it says
 * that the file is damaged. @throws Unreadable
 */
export async function orDamaged<T>(detail: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged(detail, error)
  }
}
