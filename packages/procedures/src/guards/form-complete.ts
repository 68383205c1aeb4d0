import { z } from 'zod'
import { guard } from './guard.ts'

export const formComplete = guard({
  name: 'form-complete',
  code: 'form-incomplete',
  written: z.literal('form-complete'),
  means: 'the form that its kind is asked with has every mandatory field; a kind without a form lacks none',
  words: () => 'el formulario completo',
  lacks: ({ missing }) =>
    missing.map(({ id, name }) => ({
      about: id,
      detail: `Falta «${name}» en el formulario de la solicitud.`,
    })),
  pointless: ({ kinds }) =>
    kinds.some(({ form }) => form !== undefined) ? undefined : 'Ningún tipo se pide con un formulario',
})
