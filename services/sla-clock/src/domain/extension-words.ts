import { dateInWords, factRefusals, termInWords } from '@ventanilla/terms'
import type { ClockStart, Extension } from './facts.ts'
import type { Refused } from './history.ts'
import type { ClockStanding } from './standing.ts'

/** What a flag says of an extension that another system recorded. */
const broken: Readonly<Record<string, string>> = {
  'clock-resting': 'el caso estaba acumulado en otro',
  'clock-ended': 'el término ya había terminado',
  'clock-paused': 'el término estaba suspendido',
  'extension-before-received': 'es anterior al término',
  'extension-after-due': 'el término ya había vencido',
  'already-extended': 'el término ya se había prorrogado',
  'extension-not-allowed': 'el régimen no admite prórroga',
  'extension-beyond-double': 'pasa del doble del término',
  'extension-beyond-limit': 'pasa de lo que admite el régimen',
}

/**
 * A sentence for each extension that a reader can't take as it stands: one that no user could have granted and counts
 * all the same, one that the law doesn't count.
 */
export function oddExtensions(
  { unit }: ClockStart,
  { extensions: counting }: ClockStanding,
  told: readonly Extension[],
  refused: readonly Refused[],
): string[] {
  return told.flatMap((extension) => {
    const { amount, on, flags = [] } = extension
    const named = `La prórroga de ${termInWords(amount, unit)} del ${dateInWords(on)}`
    const refusal = refused.find(({ what }) => what === extension)
    if (refusal) return [`${named} no se cuenta: ${factRefusals[refusal.code]}.`]
    const why = flags.flatMap((flag) => broken[flag] ?? [])
    // Of an earlier term of a case that was opened again it is no longer told.
    const counts = counting.some((one) => one.amount === amount && one.on === on)
    if (why.length === 0 || !counts) return []
    return [`${named} la registró otro sistema: se cuenta, pero no cumple las reglas (${why.join('; ')}).`]
  })
}
