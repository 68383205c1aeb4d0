import { z } from 'zod'
import { guard } from './guard.ts'

/** An area has every case from its opening; this asks for a person. */
export const assigned = guard({
  name: 'assigned',
  code: 'officer-missing',
  written: z.literal('assigned'),
  means: 'an officer has the case, and not only an area',
  words: () => 'un funcionario asignado',
  lacks: ({ officer }) =>
    officer === undefined ? [{ detail: 'El caso no está asignado a ningún funcionario.' }] : [],
})
