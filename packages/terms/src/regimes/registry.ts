import { authorities } from './authorities.ts'
import { consumers } from './consumers.ts'
import { dataProtection } from './data-protection.ts'
import { internal } from './internal.ts'
import { petitions } from './petitions.ts'
import type { Regime } from './regime.ts'

/** Every regime a term can be counted under. */
export const regimes: readonly Regime[] = [
  ...petitions,
  ...authorities,
  ...dataProtection,
  ...consumers,
  ...internal,
]

/** The regime of that name. */
export function regimeNamed(name: string): Regime | undefined {
  return regimes.find((regime) => regime.name === name)
}
