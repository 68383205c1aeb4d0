import type { Content } from './case-document.ts'

/** A text that a person can read, and the same for the same value. */
export const jsonText = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

export const jsonFile = (value: unknown): Content => ({ body: jsonText(value), format: 'application/json' })
