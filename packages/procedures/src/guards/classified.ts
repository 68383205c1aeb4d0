import { z } from 'zod'
import { guard } from './guard.ts'

export const classified = guard({
  name: 'classified',
  code: 'not-classified',
  written: z.literal('classified'),
  means: 'theme and product are set, before the move or with it',
  words: () => 'tema y producto',
  lacks: ({ theme, product }) => [
    ...(theme === undefined ? [{ field: 'body.theme', detail: 'Falta decir el tema del caso.' }] : []),
    ...(product === undefined
      ? [{ field: 'body.product', detail: 'Falta decir el producto del caso.' }]
      : []),
  ],
})
