import type { TrialFact } from '@ventanilla/service-routing/trial'
import { instantOf } from '@ventanilla/terms'
import { z } from 'zod'

const id = z.string().min(1).max(160)
const at = z
  .string()
  .refine(
    (text) => instantOf(text) !== undefined,
    'Se espera un instante entre 1984 y 2149, como 2026-11-20T10:00',
  )
const day = z.iso.date('Se escribe como fecha AAAA-MM-DD')
const form = z.record(z.string(), z.json())
const about = { theme: id.optional(), product: id.optional() }
const who = { at, by: id.optional().describe('quien lo hace') }

/** The words don't matter to a rule; that there are some does. */
const words = z.union([z.boolean(), z.string()]).optional()

/** The name of an evidence is enough: what proves it isn't looked at. */
const evidence = z
  .array(z.union([id, z.strictObject({ id, by: id.optional().describe('el área que la da') })]))
  .optional()

const received = z.strictObject({
  type: z.literal('received'),
  ...{ ...who, ...about, kind: id, channel: id, form: form.optional() },
})
const moved = z
  .strictObject({
    type: z.literal('moved'),
    ...{
      ...who,
      ...about,
      transition: id.optional(),
      action: id.optional(),
      to: id.optional(),
      reason: z.string().optional(),
    },
    ...{ on: day.optional(), note: words, text: words, evidence, outcome: id.optional() },
    ...{ form: form.optional(), recordedBy: id.optional() },
  })
  .refine(
    ({ transition, action, to }) => [transition, action, to].filter((way) => way !== undefined).length === 1,
    'Diga el movimiento de una sola forma: transition, action, o to con reason',
  )
  .refine(({ to, reason }) => (to === undefined) === (reason === undefined), 'to y reason van juntos')
const assigned = z.strictObject({
  type: z.literal('assigned'),
  ...{ ...who, area: id, level: z.int().min(1).max(9), officer: id.optional(), evidence },
})
const classified = z.strictObject({ type: z.literal('classified'), ...who, ...about, outcome: id.optional() })
const filled = z.strictObject({ type: z.literal('filled'), ...who, form })
const asked = z.strictObject({
  type: z.literal('task-asked'),
  ...{ ...who, task: id, as: id.optional().describe('cómo se llama después, si se pide dos veces') },
  ...{ area: id.optional(), outside: z.string().min(1).max(200).optional() },
})
const answered = z.strictObject({
  ...{ type: z.literal('task-answered'), ...who, task: id, evidence: z.array(id).optional() },
})
const withdrawn = z.strictObject({ type: z.literal('task-withdrawn'), ...who, task: id })
const letter = z.strictObject({ type: z.enum(['acknowledged', 'delivered']), ...who })

const fact = z.discriminatedUnion(
  'type',
  [received, moved, assigned, classified, filled, asked, answered, withdrawn, letter],
  {
    error:
      'Se espera type: received, moved, assigned, classified, filled, task-asked, task-answered, task-withdrawn, ' +
      'acknowledged o delivered',
  },
)
type Written = z.infer<typeof fact>

/** A made-up life of a case, in the order in which it happens. */
export const factsSchema = z
  .array(fact, { error: 'Debe ser una lista de hechos: [{ type, at, … }]' })
  .min(1)
  .superRefine((facts, context) => {
    const problem = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: [index, index === 0 ? 'type' : 'at'], message })
    if (facts[0]?.type !== 'received') problem(0, 'El primer hecho es la radicación: type: received')
    const names = new Set<string>()
    for (const [index, one] of facts.entries()) {
      const { type, at } = one
      const name = one.type === 'task-asked' ? (one.as ?? one.task) : undefined
      if (name !== undefined && names.has(name)) {
        const message = 'Ya se pidió una tarea con ese nombre: dele otro con as'
        context.addIssue({ code: 'custom', path: [index, 'as'], message })
      }
      if (name !== undefined) names.add(name)
      const before = facts[index - 1]
      if (before && type === 'received')
        context.addIssue({ code: 'custom', path: [index, 'type'], message: 'El caso ya se radicó' })
      if (before && (instantOf(at) ?? '') < (instantOf(before.at) ?? ''))
        problem(index, 'Este hecho es anterior al que está arriba')
    }
  })

/** What became of a letter to the person, which is no matter of routing. */
export interface LetterFact {
  readonly type: 'acknowledged' | 'delivered'
  readonly at: string
}

export function factOf(written: Written): TrialFact | LetterFact {
  const about = { ...written, at: instantOf(written.at) ?? '' }
  if (about.type === 'assigned') return { ...about, evidence: attached(about.evidence) } as TrialFact
  if (about.type !== 'moved') return about as TrialFact | LetterFact
  const { transition, action, to = '', reason = '', note, text, evidence, ...rest } = about
  const name = transition !== undefined ? { transition } : action !== undefined ? { action } : { to, reason }
  return {
    ...{ ...rest, name, note: isSaid(note), text: isSaid(text), evidence: attached(evidence) },
  } as TrialFact
}

function attached(evidence: z.infer<typeof moved>['evidence'] = []) {
  return evidence.map((one) =>
    typeof one === 'string' ? { id: one, ref: 'prueba' } : { ...one, ref: 'prueba' },
  )
}

function isSaid(words: boolean | string | undefined): boolean {
  return typeof words === 'string' ? words.trim() !== '' : words === true
}
