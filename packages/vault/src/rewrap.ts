import { type MasterRing, masterRow } from './master-ring.ts'
import type { VaultStore } from './store.ts'

const BATCH = 500

/**
 * Wraps every data key under a new master key and retires the old ones. Data keys stay what they are, so no
 * record is touched. Only then do dumps taken before, with keys erased since, become unreadable: the old
 * master key is to be destroyed.
 */
export async function rewrapAll(store: VaultStore, ring: MasterRing, newMaster: Uint8Array) {
  const version = await introduce(store, ring, newMaster)
  let rewrapped = 0
  do {
    for (;;) {
      const keys = await store.keysBefore(version, BATCH)
      if (keys.length === 0) break
      const renewed = keys.map(async (key) => ({
        ...ring.wrap(key.subject, await ring.unwrap(key)),
        from: key.master,
      }))
      await store.replaceKeys(await Promise.all(renewed))
      rewrapped += keys.length
    }
    // A process that was opened with the old key alone may have made one meanwhile.
  } while (!(await store.retireMasters(version)))
  await ring.reload()
  return { version, rewrapped }
}

/** Makes the new master known, or finds that an earlier call that was cut short did. */
async function introduce(store: VaultStore, ring: MasterRing, newMaster: Uint8Array): Promise<number> {
  await ring.reload(newMaster)
  for (;;) {
    const version = ring.versionOf(newMaster)
    if (version !== undefined) return version
    const last = Math.max(...(await store.masters()).map((row) => row.version))
    await store.addMaster(masterRow(newMaster, last + 1, ring.referenceKey.export()))
    await ring.reload()
  }
}
