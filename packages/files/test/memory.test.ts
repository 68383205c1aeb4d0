import { fileStoreConformance } from '../src/conformance.ts'
import { memoryFiles } from '../src/memory.ts'

fileStoreConformance('memory', async () => {
  const files = new Map<string, Uint8Array>()
  return {
    store: memoryFiles(files),
    kept: async () => [...files.keys()],
    async overwrite(ref, content) {
      files.set(ref, content)
    },
    async close() {},
  }
})
