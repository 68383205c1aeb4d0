import { z } from 'zod'
import { slug } from '../schema/common.ts'
import type { Guarded } from './guard.ts'
import { guards, type PlainGuard, plainGuard, plainPointless, plainWords } from './registry.ts'

/** A guard that is asked of some kinds alone. */
const guardForKinds = z.strictObject({
  guard: plainGuard.describe('the guard, as it is written when it holds for all'),
  kinds: z.array(slug).min(1).describe('asked only of cases of these kinds'),
})

/** A guard as a transition writes it. */
export const writtenGuard = z.union([plainGuard, guardForKinds], {
  error: `Se espera una condición: ${guards.map(({ name }) => name).join(', ')}; o { guard: condición, kinds: [tipos] }`,
})
export type WrittenGuard = z.infer<typeof writtenGuard>

/** The guard itself, whoever it is asked of. */
export function plain(written: WrittenGuard): PlainGuard {
  return typeof written === 'object' && 'guard' in written ? written.guard : written
}

/** The kinds that a guard is asked of; undefined: all. */
export function guardKinds(written: WrittenGuard): readonly string[] | undefined {
  return typeof written === 'object' && 'guard' in written ? written.kinds : undefined
}

/** The guards that a move asks of a case of this kind. */
export function guardsFor(
  { guards = [] }: { guards?: readonly WrittenGuard[] | undefined },
  kind: string,
): PlainGuard[] {
  return guards.filter((one) => guardKinds(one)?.includes(kind) ?? true).map(plain)
}

export function guardWords(written: WrittenGuard): string {
  const kinds = guardKinds(written)
  const words = plainWords(plain(written))
  return kinds === undefined ? words : `${words} (solo ${kinds.join(', ')})`
}

/** Why a guard is of no use in a procedure, in Spanish; undefined when it is. */
export function guardPointless(written: WrittenGuard, procedure: Guarded): string | undefined {
  return plainPointless(plain(written), procedure)
}
