import { z } from 'zod'
import { guard } from './guard.ts'

export const answered = guard({
  name: 'answered',
  code: 'not-answered',
  written: z.literal('answered'),
  means: 'an answer on the substance was given before the move, and no reopening took it away',
  words: () => 'la respuesta de fondo dada',
  lacks: ({ answered }) => (answered ? [] : [{ detail: 'Todavía no se ha dado la respuesta de fondo.' }]),
  pointless: ({ transitions }) =>
    transitions.some(({ action }) => action === 'answer' || action === 'close')
      ? undefined
      : 'En el procedimiento nada responde de fondo',
})
