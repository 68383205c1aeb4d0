import { z } from 'zod'
import { slug, text } from './common.ts'

/**
 * A decision that the source document leaves open or that an owner may change: its value, the values the software
 * understands, and why this one is the default. Where the value acts elsewhere in the file, that place refers to it
 * by a YAML anchor, so that the two cannot drift apart.
 */
export const parameter = z.strictObject({
  value: z
    .json()
    .describe('the value in force; often anchored (&name) and referred to (*name) where it acts'),
  unit: text.optional().describe('what the value is counted in'),
  options: z.array(z.json()).min(1).optional().describe('the values that the software understands'),
  why: text.describe('why this is the default'),
  source: text.describe('where the document leaves it open, or sets it'),
})
export type Parameter = z.infer<typeof parameter>
export type ParameterValue = Parameter['value']

export const parameters = z.record(slug, parameter)
export type Parameters = z.infer<typeof parameters>
