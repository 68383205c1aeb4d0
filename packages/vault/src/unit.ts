import { isRetryable } from '@ventanilla/database'
import { type Place, sealBytes } from './cipher.ts'
import { VaultError } from './errors.ts'
import { type MasterRing, newDataKey } from './master-ring.ts'
import { mergeCalls } from './merge-calls.ts'
import type { KeyState, KeyWish, UnitWrite, VaultStore } from './store.ts'

/** A record whose value is bytes, not sealed yet. */
export interface PlainRecord {
  ref: string
  subject: string
  entity: string
  kind: string
  plaintext: Uint8Array
}

/** What one call asks for: written whole or not at all. */
export interface Unit {
  /** Who must have a key; the subjects of the records too. */
  subjects: string[]
  records: PlainRecord[]
  links: { envelope: string; person: string }[]
}

/** Three are enough (new, held, sealed anew) unless keys are erased or a master is retired in between. */
const MOST_ROUNDS = 6

export const recordPlace = ({ ref, subject, entity, kind }: Omit<PlainRecord, 'plaintext'>): Place => [
  'record',
  entity,
  kind,
  subject,
  ref,
]

/** Every call that needs a key goes through here, merged. Resolves to the unit's data keys by subject. */
export function unitWriter(store: VaultStore, ring: MasterRing) {
  return mergeCalls<Unit, Map<string, Buffer>>((units) => writeUnits(store, ring, units), {
    mostInputs: 256,
    mostSize: 4 * 1024 * 1024,
    size: ({ records }) => records.reduce((total, { plaintext }) => total + plaintext.byteLength, 0),
    splits: (error) => !isRetryable(error),
  })
}

/**
 * Nearly every subject is new, so each gets a fresh key in the same statement that writes its records. Where
 * the subject turns out to have a key already, its units go once more, sealed under that one.
 */
async function writeUnits(store: VaultStore, ring: MasterRing, units: Unit[]) {
  const results: (Map<string, Buffer> | Error)[] = []
  const known = new Map<string, Buffer>()
  const erased = new Set<string>()
  let waiting = units.map((unit, index) => ({ unit, index }))

  for (let round = 0; waiting.length > 0; round++) {
    if (round === MOST_ROUNDS) throw new Error('the vault could not agree on the keys of a write')
    const { wishes, keys, writes } = prepare(
      ring,
      waiting.map(({ unit }) => unit),
      known,
    )
    const states = await store.write(wishes, writes)
    if (states === 'master-retired') {
      await ring.reload()
      continue
    }
    const usable = new Set<string>()
    const heldFits = new Set(wishes.filter((wish) => wish.heldFits).map(({ subject }) => subject))
    for (const state of states) {
      const { subject } = state
      if (state.is === 'made' || (state.is === 'held' && heldFits.has(subject))) usable.add(subject)
      if (state.is === 'erased') erased.add(subject)
      else known.set(subject, await keyOf(state, keys, known, ring))
    }
    waiting = waiting.filter(({ unit, index }) => {
      const gone = unit.subjects.find((subject) => erased.has(subject))
      if (gone !== undefined) results[index] = new VaultError('subject-erased', gone)
      else if (!unit.subjects.every((subject) => usable.has(subject))) return true
      else results[index] = known
      return false
    })
  }
  return results
}

async function keyOf(
  state: Exclude<KeyState, { is: 'erased' }>,
  fresh: Map<string, Buffer>,
  known: Map<string, Buffer>,
  ring: MasterRing,
): Promise<Buffer> {
  const key =
    state.is === 'held'
      ? (known.get(state.subject) ?? (await ring.unwrap(state.key)))
      : fresh.get(state.subject)
  if (!key) throw new Error('the store made a key that nobody asked for')
  return key
}

function prepare(ring: MasterRing, units: Unit[], known: Map<string, Buffer>) {
  const keys = new Map<string, Buffer>()
  const sealedUnder = new Set<string>()
  for (const { subjects } of units) {
    for (const subject of subjects) keys.set(subject, known.get(subject) ?? keys.get(subject) ?? newDataKey())
  }
  const writes = units.map(({ subjects, records, links }): UnitWrite => {
    const sealed = records.map(({ plaintext, ...record }) => {
      sealedUnder.add(record.subject)
      const key = keys.get(record.subject)
      if (!key) throw new Error('a unit names every subject of its records')
      return { ...record, sealed: sealBytes(key, recordPlace(record), plaintext) }
    })
    return { subjects, records: sealed, links }
  })
  const wishes = [...keys].map(([subject, key]): KeyWish => {
    const isKnown = known.has(subject)
    return {
      subject,
      ...(!isKnown && { fresh: ring.wrap(subject, key) }),
      heldFits: isKnown || !sealedUnder.has(subject),
    }
  })
  return { wishes, keys, writes }
}
