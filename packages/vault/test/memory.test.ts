import { vaultConformance } from '../src/conformance.ts'
import { emptyContents, memoryVault } from '../src/memory.ts'

vaultConformance('memory', async () => {
  const contents = emptyContents()
  let ms = Date.parse('2026-01-01T00:00:00.000Z')
  const now = () => new Date(ms++).toISOString()
  return {
    open: (keys) => memoryVault({ ...keys, contents, now }),
    sealed: async (ref) => contents.records.get(ref)?.sealed ?? Buffer.alloc(0),
    async overwrite(ref, sealed) {
      const record = contents.records.get(ref)
      if (record) contents.records.set(ref, { ...record, sealed })
    },
    async overwriteKey(subject, of) {
      const key = contents.keys.get(of)
      if (key) contents.keys.set(subject, { ...key, subject })
    },
    now: async () => now(),
    async close() {},
  }
})
