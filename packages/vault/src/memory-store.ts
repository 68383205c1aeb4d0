import type {
  KeyState,
  KeyWish,
  MasterRow,
  SealedRecord,
  UnitWrite,
  VaultStore,
  WrappedKey,
} from './store.ts'
import type { Erasure } from './vault.ts'

/** What a memory vault keeps; a test may look at it and alter it. */
export interface MemoryContents {
  masters: Map<number, MasterRow>
  /** An erased subject keeps its entry, without a key. */
  keys: Map<string, WrappedKey | undefined>
  records: Map<string, SealedRecord & { putAt: string }>
  links: { envelope: string; person: string }[]
  erasures: Erasure[]
}

export const emptyContents = (): MemoryContents => ({
  masters: new Map(),
  keys: new Map(),
  records: new Map(),
  links: [],
  erasures: [],
})

/** The store as it would be on paper: nothing here waits, so every call is atomic. */
export function memoryStore(contents: MemoryContents, now: () => string): VaultStore {
  const { masters, keys, records, links, erasures } = contents

  function stateOf({ subject, fresh }: KeyWish): KeyState {
    const key = keys.get(subject)
    if (key) return { subject, is: 'held', key }
    if (keys.has(subject)) return { subject, is: 'erased' }
    if (!fresh) throw new Error('a key that was known is gone without a trace')
    keys.set(subject, fresh)
    return { subject, is: 'made' }
  }

  function writeUnit(unit: UnitWrite) {
    for (const record of unit.records) {
      records.set(record.ref, { ...(records.get(record.ref) ?? record), putAt: now() })
    }
    for (const link of unit.links) {
      const there = links.some(({ envelope, person }) => envelope === link.envelope && person === link.person)
      if (!there) links.push(link)
    }
  }

  return {
    masters: async () => [...masters.values()],
    async addMaster(row) {
      if (!masters.has(row.version)) masters.set(row.version, row)
    },
    async retireMasters(before) {
      if ([...keys.values()].some((key) => key && key.master < before)) return false
      for (const version of masters.keys()) if (version < before) masters.delete(version)
      return true
    },
    async write(wishes, units) {
      if (wishes.some(({ fresh }) => fresh && !masters.has(fresh.master))) return 'master-retired'
      const states = wishes.map(stateOf)
      const fits = new Set(
        states.flatMap(({ subject, is }, index) =>
          is === 'made' || (is === 'held' && wishes[index]?.heldFits) ? [subject] : [],
        ),
      )
      for (const unit of units) if (unit.subjects.every((subject) => fits.has(subject))) writeUnit(unit)
      return states
    },
    keys: async (subjects) => subjects.flatMap((subject) => keys.get(subject) ?? []),
    async records(refs) {
      return refs.flatMap((ref) => {
        const record = records.get(ref)
        const key = record && keys.get(record.subject)
        return key ? [{ record, key }] : []
      })
    },
    async erase(subject, order) {
      const linked = links.filter(({ person }) => person === subject).map(({ envelope }) => envelope)
      for (const gone of [subject, ...linked]) {
        if (keys.has(gone) && !keys.get(gone)) continue
        keys.set(gone, undefined)
        for (const { ref } of records.values().filter((record) => record.subject === gone))
          records.delete(ref)
        erasures.push({ subject: gone, askedFor: subject, ...order })
      }
      return erasures.filter(({ askedFor }) => askedFor === subject).map((erasure) => erasure.subject)
    },
    erasures: async (subject) => erasures.filter((erasure) => erasure.subject === subject),
    async refsPut({ since, olderThan, kinds, after, limit }) {
      const refs = records
        .values()
        .filter(({ ref, putAt }) => ref > after && putAt < olderThan && putAt >= (since ?? ''))
        .filter(({ kind }) => kinds?.includes(kind) ?? true)
      return refs
        .map(({ ref }) => ref)
        .toArray()
        .sort()
        .slice(0, limit)
    },
    async remove(refs, olderThan) {
      const old = refs.filter((ref) => (records.get(ref)?.putAt ?? olderThan) < olderThan)
      for (const ref of old) records.delete(ref)
      return old.length
    },
    async keysBefore(master, limit) {
      return [...keys.values()].flatMap((key) => (key && key.master < master ? [key] : [])).slice(0, limit)
    },
    async replaceKeys(renewed) {
      for (const { from, ...key } of renewed)
        if (keys.get(key.subject)?.master === from) keys.set(key.subject, key)
    },
  }
}
