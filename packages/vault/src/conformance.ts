import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe } from 'vitest'
import { erasing } from './conformance/erasing.ts'
import type { Opened, VaultHarness } from './conformance/harness.ts'
import { keeping } from './conformance/keeping.ts'
import { rotating } from './conformance/rotating.ts'
import { sealing } from './conformance/sealing.ts'
import { sweeping } from './conformance/sweeping.ts'
import { tampering } from './conformance/tampering.ts'

export type { VaultHarness } from './conformance/harness.ts'

/** The facts that hold for every vault; a new adapter passes them unchanged. `make` gives an empty store. */
export function vaultConformance(name: string, make: () => Promise<VaultHarness>): void {
  describe(`${name}: a vault`, () => {
    const masterKey = randomBytes(32)
    let opened: Opened
    beforeEach(async () => {
      const harness = await make()
      opened = { harness, vault: await harness.open({ masterKey }), masterKey }
    })
    afterEach(() => opened.harness.close())

    for (const part of [keeping, tampering, sealing, erasing, sweeping, rotating]) part(() => opened)
  })
}
