import { z } from 'zod'
import { answered } from './answered.ts'
import { assigned } from './assigned.ts'
import { classified } from './classified.ts'
import { formComplete } from './form-complete.ts'
import type { Guard, Guarded, GuardFacts, GuardLack } from './guard.ts'
import { notBefore } from './not-before.ts'
import { outcomeRecorded } from './outcome-recorded.ts'
import { tasksDone } from './tasks-done.ts'

/** Every guard that there is, in the order of the reference page. */
export const guards = [
  assigned,
  classified,
  outcomeRecorded,
  answered,
  formComplete,
  tasksDone,
  notBefore,
] as const

export type GuardCode = (typeof guards)[number]['code']

type WrittenOf<All extends readonly { written: z.ZodType }[]> = { [At in keyof All]: All[At]['written'] }

/** A guard by itself: its name, or its name with what it needs to know. */
export const plainGuard = z.union(
  guards.map(({ written }) => written) as unknown as WrittenOf<typeof guards>,
  {
    error: `Se espera una condición: ${guards.map(({ name }) => name).join(', ')}`,
  },
)
export type PlainGuard = z.infer<typeof plainGuard>

/** What this guard still lacks. */
export function guardLacks(
  written: PlainGuard,
  facts: GuardFacts,
): readonly (GuardLack & { code: GuardCode })[] {
  const guard = guardOf(written)
  return guard.lacks(facts, written).map((lack) => ({ ...lack, code: guard.code }))
}

export function plainWords(written: PlainGuard): string {
  return guardOf(written).words(written)
}

/** Why a guard is of no use in a procedure, in Spanish; undefined when it is. */
export function plainPointless(written: PlainGuard, procedure: Guarded): string | undefined {
  return guardOf(written).pointless?.(procedure)
}

/** The name is the text, or the only key: the schema has seen that one of them knows it. */
function guardOf(written: PlainGuard): Guard<string, GuardCode, PlainGuard> {
  const name = typeof written === 'string' ? written : Object.keys(written)[0]
  const found = guards.find((one) => one.name === name)
  if (found === undefined) throw new TypeError(`there is no guard «${name}»`)
  return found as Guard<string, GuardCode, PlainGuard>
}
