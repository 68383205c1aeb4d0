import { z } from 'zod'
import type { ErrorCatalog } from './error-catalog.ts'

const moduleSchema = z.object({
  errors: z.record(
    z.string(),
    z.strictObject({
      status: z.int(),
      title: z.string().min(1),
      retry: z.boolean().optional(),
      when: z.string().optional(),
    }),
  ),
})

/**
 * The catalog that a module exports as `errors`.
 * @throws Error naming the module when it exports none, or one of another shape
 */
export function catalogModule(module: unknown, path: string): ErrorCatalog {
  const found = moduleSchema.safeParse(module)
  if (!found.success) throw new Error(`${path} exports no error catalog as 'errors': ${found.error.message}`)
  return Object.fromEntries(
    Object.entries(found.data.errors).map(([code, { status, title, retry, when }]) => [
      code,
      { status, title, ...(retry === undefined ? {} : { retry }), ...(when === undefined ? {} : { when }) },
    ]),
  )
}
