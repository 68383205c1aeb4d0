import type { VaultStore } from './store.ts'
import type { SweepOrder } from './vault.ts'

const PAGE = 500
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

export async function sweepOrphans(store: VaultStore, { since, olderThan, kinds, known }: SweepOrder) {
  let [examined, removed] = [0, 0]
  for (let after = BEFORE_ALL; ; ) {
    const refs = await store.refsPut({ since, olderThan, kinds, after, limit: PAGE })
    const last = refs.at(-1)
    if (last === undefined) return { examined, removed }
    const referred = await known(refs)
    const orphans = refs.filter((ref) => !referred.has(ref))
    if (orphans.length > 0) removed += await store.remove(orphans, olderThan)
    examined += refs.length
    after = last
  }
}
