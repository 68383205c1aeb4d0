import { z } from 'zod'
import { id, note, officer } from './bodies.ts'

const level = z.int().min(1).max(9)

const filter = z
  .strictObject({
    area: id.optional(),
    level: level.optional(),
    officer: officer.nullable().optional().describe('null: los que no tienen funcionario'),
    ...{ procedure: id.optional(), kind: id.optional(), channel: id.optional(), state: id.optional() },
    theme: id.optional(),
    receivedBefore: z.iso.datetime().optional().describe('Los radicados antes de ese instante'),
    cases: z.array(z.uuid()).min(1).max(1000).optional().describe('O unos casos, por su identificador'),
  })
  .refine((said) => Object.values(said).some((one) => one !== undefined), 'Diga cuáles casos.')

const target = z.union([
  z.strictObject({ officer }).describe('A ese funcionario, en el área donde está cada caso'),
  z.strictObject({ area: id, level, officer: officer.optional() }),
  z.strictObject({ distribute: z.literal(true) }).describe('A quien pueda, por habilidad y carga'),
])

const agreed = {
  note,
  dryRun: z.boolean().describe('true: solo muestra lo que haría'),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('El de la muestra; sin él nada se mueve'),
}
const shown = ({ dryRun, digest }: { dryRun: boolean; digest?: string | undefined }) =>
  dryRun || digest !== undefined
const unseen = { path: ['digest'], message: 'Muestre primero lo que haría, y traiga su digest.' }

export const reassignmentBody = z.strictObject({ filter, to: target, ...agreed }).refine(shown, unseen)
export const undoBody = z.strictObject(agreed).refine(shown, unseen)
export const batchParams = z.strictObject({ batch: z.uuid() })

const holder = z.strictObject({ area: z.string(), level: z.int(), officer: z.string().optional() })
const count = z.int().min(0)

const dryRunView = z.strictObject({
  dryRun: z.literal(true),
  digest: z.string().describe('Se trae para hacerlo; con otro se rechaza'),
  cases: z.array(
    z.strictObject({
      ...{ caseId: z.uuid(), from: holder, to: holder },
      moves: z.string().optional().describe('El estado al que además pasa, si se escala'),
    }),
  ),
  refused: z.array(
    z.strictObject({ caseId: z.uuid(), from: holder, code: z.string(), detail: z.string().optional() }),
  ),
  unchanged: count.describe('Los que ya están donde irían'),
})

const summary = {
  batch: z.uuid(),
  entity: z.string(),
  startedAt: z.string(),
  by: z.string().describe('Quién lo pidió, por su identificador'),
  state: z.enum(['running', 'ended']),
  undoes: z.string().optional().describe('El traslado que deshace'),
  absence: z.string().optional().describe('La ausencia con que empezó'),
}
export const batchView = z.strictObject({
  ...summary,
  cases: z.array(z.strictObject({ caseId: z.uuid(), from: holder, to: holder })).readonly(),
  done: z.array(z.string()).readonly(),
  refused: z.array(z.strictObject({ caseId: z.uuid(), code: z.string() })).readonly(),
  left: z.array(z.string()).describe('Los que faltan'),
})
export const askedView = z.union([dryRunView, batchView])
export const batchesView = z.strictObject({
  items: z.array(z.strictObject({ ...summary, done: count, refused: count, left: count })),
})
