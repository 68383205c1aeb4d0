import { z } from 'zod'
import { bypass, distribution, escalation, level, typificationRule } from './assignment.ts'
import { clockRules, reception, rung } from './clock.ts'
import { declaredClock } from './clocks.ts'
import { localDate, slug, text } from './common.ts'
import { evidence, outcome, state, type Transition, transitionSource } from './flow.ts'
import { form } from './forms.ts'
import { indicator } from './indicators.ts'
import { kind, regime } from './kinds.ts'
import { parameters } from './parameter.ts'
import { sample } from './sample.ts'
import { task } from './tasks.ts'
import { template } from './templates.ts'

/** A procedure as its owner writes it. Unknown keys are refused: a misspelt rule must not be a silent one. */
export const procedureSchema = z.strictObject({
  id: slug,
  version: z.int().min(1).describe('version of this definition; a case lives under the one it was born with'),
  valid: z
    .strictObject({
      from: localDate,
      to: localDate.optional().describe('last day; absent: until the next version begins'),
    })
    .refine(({ from, to }) => to === undefined || from <= to, 'La vigencia termina antes de empezar'),
  family: slug.describe(
    'pqrsd: a petition of a citizen, whose term is the law’s (clock `legal`); publication, or a name of your own: a request whose term is a service agreement (clock `ans`)',
  ),
  name: text,
  source: text.describe('document, version and date that this file puts into rules'),
  parameters: parameters
    .default({})
    .describe('the decisions that the document leaves open, each with its default'),
  reception: reception
    .optional()
    .describe('hours of reception; absent: a request counts as received when it arrives'),
  clock: clockRules.describe('how the days of a term are counted'),
  channels: z.array(slug).min(1).describe('ways in which a request may arrive'),
  regimes: z.array(regime).min(1).describe('the laws or agreements that terms come from'),
  kinds: z.array(kind).min(1).describe('what may be asked for, each with its term'),
  clocks: z
    .array(declaredClock)
    .default([])
    .describe('clocks that run on a case beside the term of its kind'),
  outcomes: z.array(outcome).default([]).describe('how a case may end for who asked'),
  forms: z
    .array(form)
    .default([])
    .describe('what is asked with a request of a kind, or with a move, field by field'),
  evidence: z.array(evidence).default([]).describe('what may have to be attached to a move'),
  templates: z.array(template).default([]).describe('the letters that were approved for it'),
  indicators: z.array(indicator).default([]).describe('the numbers by which it is judged'),
  sample: sample
    .optional()
    .describe('the monthly sample of cases that are looked at again; absent: none is drawn'),
  tasks: z.array(task).default([]).describe('what a case may have to wait for, asked of somebody else'),
  initial: slug.describe('id of the state in which a case is born'),
  states: z.array(state).min(1).describe('where a case can be'),
  transitions: z.array(transitionSource).min(1).describe('the moves between states, and no others'),
  levels: z.array(level).min(1).describe('who attends first, second, third'),
  typification: z.array(typificationRule).min(1).describe('first match wins; the last rule is the default'),
  distribution: distribution.optional().describe('how cases are given to officers; absent: by hand'),
  escalation: escalation.optional().describe('absent: nothing may be escalated'),
  bypass: bypass.optional().describe('areas that act without filing a request'),
  ladder: z.array(rung).min(1).describe('the marks of the term, from the first to the last'),
})

/** The file as it is written: a transition may name several states in `from`. */
export type ProcedureSource = z.infer<typeof procedureSchema>

/** A procedure ready for use: every transition goes from one state to one state. */
export interface Procedure extends Omit<ProcedureSource, 'transitions'> {
  transitions: Transition[]
}
