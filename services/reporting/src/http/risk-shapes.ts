import { z } from 'zod'

const share = z.number().min(0).max(1)

const group = z.strictObject({
  group: z
    .enum(['kind', 'procedure', 'entity'])
    .describe('El mismo tipo, el mismo procedimiento, la entidad'),
  stillOpen: z.int().describe('Casos que seguían sin terminar cuando les quedaban los mismos días'),
  late: z.int().describe('De ellos, los que vencieron'),
  weight: share.describe('Cuánto pesa este grupo en la cifra'),
})

const load = z.strictObject({
  value: share.describe('La parte de lo que vence hasta ese día que no alcanza a terminar'),
  ahead: z.int().describe('Casos abiertos del área que vencen a más tardar ese día, contando este'),
  ended: z.int().describe('Los que terminó el área en los días con que se mide'),
  days: z.int().describe('Los días hábiles entre ellos en que tenía casos'),
  pace: z.number().describe('Casos por día hábil'),
  daysToWork: z.int().describe('Días hábiles desde ese día hasta el vencimiento, ambos incluidos'),
})

/** A risk with all it rests on. */
export const risk = z.strictObject({
  value: share.describe('La posibilidad de que venza sin terminar'),
  left: z.int().describe('Días del término que le quedan después del día en que se estimó'),
  unit: z.string(),
  history: z.strictObject({ value: share, groups: z.array(group) }),
  load: load.nullable().describe('Sin valor mientras ningún área lo tiene'),
  why: z.array(z.string()).describe('Lo mismo, en frases'),
})

export const riskParameters = z.strictObject({
  historyDays: z.int(),
  sampleWeight: z.number(),
  withoutHistory: share,
  paceDays: z.int(),
  threshold: share,
})
