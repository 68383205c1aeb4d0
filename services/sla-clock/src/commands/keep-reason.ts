import { deriveId } from '@ventanilla/event-log'
import { type Vault, VaultError } from '@ventanilla/vault'
import type { ReadClock } from './read-clock.ts'

/** How the vault tells them from what other services keep there. */
export const reasonKind = 'extension-reason'

export const reasonRefOf = ({ seed, clockId }: { seed: string; clockId: string }): string =>
  deriveId(reasonKind, seed, clockId)

/**
 * The reason of an extension may name people, so it lies in the vault under the key of its case. Put before the fact
 * that refers to it; a repeat puts the same. @returns false when the case's key was destroyed
 */
export async function keepReason(
  vault: Vault,
  { entity, start }: ReadClock,
  asked: { seed: string; clockId: string; reason: string },
): Promise<boolean> {
  const record = { ref: reasonRefOf(asked), subject: start.caseId, entity, kind: reasonKind }
  try {
    await vault.put([{ ...record, value: asked.reason }])
    return true
  } catch (error) {
    if (error instanceof VaultError && error.code === 'subject-erased') return false
    throw error
  }
}
