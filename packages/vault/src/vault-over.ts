import type { Json } from '@ventanilla/decider'
import { validate as isUuid } from 'uuid'
import { openBytes, sealBytes } from './cipher.ts'
import { VaultError } from './errors.ts'
import { openMasterRing } from './master-ring.ts'
import { personRef } from './person-ref.ts'
import { rewrapAll } from './rewrap.ts'
import type { VaultStore } from './store.ts'
import { sweepOrphans } from './sweep.ts'
import { type PlainRecord, recordPlace, unitWriter } from './unit.ts'
import type { ErasureOrder, Vault, VaultRecord } from './vault.ts'

export interface MasterKeys {
  /** 32 bytes, kept outside the database and its dumps. */
  masterKey: Uint8Array
  /** The key that comes after it, or went before it, while a rotation goes on. */
  otherMasterKeys?: readonly Uint8Array[]
}

/** The vault over any store. @throws VaultError `master-key-invalid`, `master-key-wrong` */
export async function vaultOver(store: VaultStore, keys: MasterKeys): Promise<Vault> {
  const ring = await openMasterRing(store, [keys.masterKey, ...(keys.otherMasterKeys ?? [])])
  const write = unitWriter(store, ring)

  async function keyFor(subject: string): Promise<Buffer> {
    const key = (await write({ subjects: [id(subject)], records: [], links: [] })).get(subject)
    if (!key) throw new Error('a write gives the keys of its subjects')
    return key
  }

  async function getMany(refs: readonly string[]): Promise<Map<string, Json>> {
    const values = new Map<string, Json>()
    for (const { record, key } of await store.records(refs.map(id))) {
      const plaintext = openBytes(await ring.unwrap(key), recordPlace(record), record.sealed)
      if (!plaintext) throw new VaultError('record-altered', record.ref)
      values.set(record.ref, JSON.parse(plaintext.toString()))
    }
    return values
  }

  return {
    async put(records) {
      if (records.length === 0) return
      const plain = records.map(plainRecord)
      await write({ subjects: [...new Set(plain.map(({ subject }) => subject))], records: plain, links: [] })
    },
    getMany,
    get: async (ref) => (await getMany([ref])).get(ref),
    seal: async (subject, plaintext) => sealBytes(await keyFor(subject), sealPlace(subject), plaintext),
    async open(subject, sealed) {
      const [key] = await store.keys([id(subject)])
      if (!key) return undefined
      const plaintext = openBytes(await ring.unwrap(key), sealPlace(subject), sealed)
      if (!plaintext) throw new VaultError('sealed-altered', subject)
      return plaintext
    },
    async link(envelope, person) {
      await write({ subjects: [id(envelope), id(person)], records: [], links: [{ envelope, person }] })
    },
    erase: async (subject, order) => store.erase(id(subject), checked(order)),
    erasures: async (subject) => store.erasures(id(subject)),
    personRefFor: (entity, type, number) => personRef(ring.referenceKey, entity, type, number),
    sweepOrphans: (order) => sweepOrphans(store, order),
    rewrap: (newMaster) => rewrapAll(store, ring, newMaster),
  }
}

const sealPlace = (subject: string) => ['sealed', subject] as const

/** Ids are bound to their ciphertexts letter by letter, so there is one way to write them. */
function id(text: string): string {
  if (!isUuid(text) || text !== text.toLowerCase()) throw new VaultError('record-invalid')
  return text
}

function plainRecord({ ref, subject, entity, kind, value }: VaultRecord): PlainRecord {
  const plaintext = jsonBytes(value)
  if (!plaintext || !isName(entity) || !isName(kind)) throw new VaultError('record-invalid')
  return { ref: id(ref), subject: id(subject), entity, kind, plaintext }
}

const isName = (text: unknown) => typeof text === 'string' && text !== '' && !text.includes('\0')

function jsonBytes(value: unknown): Buffer | undefined {
  try {
    const text: string | undefined = JSON.stringify(value)
    return text === undefined ? undefined : Buffer.from(text)
  } catch {
    // The engine's message for a cycle names the properties that lead to it.
    return undefined
  }
}

function checked(order: ErasureOrder): ErasureOrder {
  const { actor, reason, at } = order
  if (!isName(actor) || !isName(reason) || Number.isNaN(Date.parse(at)))
    throw new VaultError('erasure-invalid')
  return order
}
