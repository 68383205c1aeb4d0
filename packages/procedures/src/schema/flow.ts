import { z } from 'zod'
import { writtenGuard } from '../guards/written.ts'
import { oneOrMore, slug, term, text } from './common.ts'
import { priority } from './priority.ts'

export const clockEffects = ['runs', 'stops', 'ends'] as const
export type ClockEffect = (typeof clockEffects)[number]

export const state = z.strictObject({
  id: slug,
  name: text,
  clock: z
    .enum(clockEffects)
    .describe('what being in this state does to the term: it runs, it is stopped, or it is over'),
  final: z.boolean().optional().describe('the case counts as closed here; a way back may exist (reopening)'),
  closesForm: z
    .literal(true)
    .optional()
    .describe('the form that its kind is asked with can’t be changed while the case is here; absent: it can'),
  warnAfter: term.optional().describe('warn when a case has stayed this long in the state'),
})
export type State = z.infer<typeof state>

/** The verbs of the engine: what software does by name. A move without one is made by state and reason. */
export const actions = [
  'assign',
  'start',
  'answer',
  'solve',
  'close',
  'escalate',
  'return',
  'transfer',
  'withdraw',
  'annul',
  'suspend',
  'resume',
  'reopen',
] as const
export type Action = (typeof actions)[number]

export const transitionSource = z.strictObject({
  id: slug,
  from: oneOrMore.describe('a state, or several that share the move; each becomes a transition of its own'),
  to: slug.optional().describe('absent: the case stays where it is, and what waits there goes on waiting'),
  kinds: z.array(slug).min(1).optional().describe('only for cases of these kinds; absent: for all'),
  reason: text.max(160).describe('exact wording, as the document prints it; one per pair of states'),
  action: z.enum(actions).optional().describe('the verb by which the engine knows the move'),
  note: z
    .enum(['required', 'optional'])
    .default('optional')
    .describe('whether who moves the case must write why'),
  evidence: z.array(slug).min(1).optional().describe('ids of the evidence that must be attached'),
  outcomes: z
    .array(slug)
    .min(1)
    .optional()
    .describe('outcomes that may be recorded; with one it is implied, with more the person chooses'),
  form: slug.optional().describe('id of the form that is filled in with the move'),
  guards: z
    .array(writtenGuard)
    .min(1)
    .optional()
    .describe(
      'what the case must have before the move can be made: guards of the closed list; one that holds for some ' +
        'kinds alone is written as { guard: …, kinds: [...] }',
    ),
  fourEyes: z
    .array(slug)
    .min(1)
    .optional()
    .describe('other transitions, by `id` as written: who made one of them last may not make this one'),
  by: z.enum(['user', 'system']).default('user').describe('system: only the engine makes it'),
  assigns: z
    .strictObject({ area: slug, level: z.int().min(1) })
    .optional()
    .describe('to whom the move gives the case, without an officer; absent: who has it keeps it'),
  after: term.optional().describe('the engine makes it when the case has been this long in `from`'),
  asks: z
    .enum(['incomplete', 'not-understandable'])
    .optional()
    .describe('the petitioner is asked to complete (Ley 1755 art. 17) or to make clear (art. 19)'),
  tacit: z
    .literal(true)
    .optional()
    .describe('a withdrawal that the entity decrees, since nothing was completed (Ley 1755 art. 17)'),
  priority: priority.optional().describe('what becomes of the priority of the case'),
  reopens: z
    .enum(['original-due', 'remaining-days', 'new-term'])
    .optional()
    .describe(
      'for a move from a state where the term is over to one where it is not: ' +
        'the first due date stands, the days left are resumed, or a new term starts',
    ),
})
export type TransitionSource = z.infer<typeof transitionSource>

/** One move between two states. */
export interface Transition extends Omit<TransitionSource, 'from' | 'to'> {
  from: string
  to: string
}

/** What sort of thing an evidence is. */
export const evidenceTypes = [
  'approval',
  'visto-bueno',
  'attendance-list',
  'test-result',
  'delivery-proof',
  'survey',
  'document',
] as const

export const evidence = z.strictObject({
  id: slug,
  name: text,
  type: z.enum(evidenceTypes).optional().describe('what sort of thing it is; absent: whatever its name says'),
  by: z
    .array(slug)
    .min(1)
    .optional()
    .describe('areas that may give it: who attaches it says which of them did; absent: nobody asks'),
  kinds: z.array(slug).min(1).optional().describe('asked only of these kinds; absent: of all'),
  source: text,
})
export type Evidence = z.infer<typeof evidence>

export const outcome = z.strictObject({ id: slug, name: text })
export type Outcome = z.infer<typeof outcome>
