import { z } from 'zod'

const place = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()])

/** Where a page ends, in a form that nobody has reason to look into. */
export function cursorOf({ received_at, case_id }: { received_at: string; case_id: string }): string {
  return Buffer.from(JSON.stringify([received_at, case_id])).toString('base64url')
}

export const cursor = z
  .string()
  .max(200)
  .transform((text, context) => {
    const read = place.safeParse(decoded(text))
    if (read.success) return { receivedAt: read.data[0], caseId: read.data[1] }
    context.addIssue({
      code: 'custom',
      message: 'No es un cursor de esta lista.',
      params: { code: 'invalid-format' },
    })
    return z.NEVER
  })
  .describe('«next» de la página anterior')

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(100)
  .describe('Cuántas, 100 si no se dice')
