import { z } from 'zod'
import { guard } from './guard.ts'

export const outcomeRecorded = guard({
  name: 'outcome-recorded',
  code: 'outcome-not-recorded',
  written: z.literal('outcome-recorded'),
  means: 'how the case ended is recorded, before the move or with it',
  words: () => 'el resultado registrado',
  lacks: ({ outcome }) =>
    outcome === undefined
      ? [{ field: 'body.outcome', detail: 'No se ha registrado el resultado del caso.' }]
      : [],
  pointless: ({ outcomes }) =>
    outcomes.length === 0 ? 'El procedimiento no tiene resultados que registrar' : undefined,
})
