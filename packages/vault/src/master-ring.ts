import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { fresh, openBytes, sealBytes } from './cipher.ts'
import { VaultError } from './errors.ts'
import type { MasterRow, VaultStore, WrappedKey } from './store.ts'

const KEY_BYTES = 32

/**
 * The master keys that this process was given and the store knows, by version; the highest wraps new keys.
 */
export interface MasterRing {
  readonly version: number
  readonly referenceKey: KeyObject
  wrap(subject: string, dataKey: Uint8Array): WrappedKey
  /** Looks again at the store when the key lies under a version that came after this ring. */
  unwrap(key: WrappedKey): Promise<Buffer>
  /** Reads again which masters there are; from then on also opens with `masterKey`. */
  reload(masterKey?: Uint8Array): Promise<void>
  /** The version of a master key; undefined when the store doesn't know it. */
  versionOf(masterKey: Uint8Array): number | undefined
}

/** @throws VaultError `master-key-invalid`, `master-key-wrong` */
export async function openMasterRing(store: VaultStore, masterKeys: Uint8Array[]): Promise<MasterRing> {
  const given = masterKeys.map(wrappingKey)
  const [first] = masterKeys
  if (!first) throw new VaultError('master-key-invalid')
  if ((await store.masters()).length === 0) {
    await store.addMaster(masterRow(first, 1, derive(first, 'reference')))
  }

  const byVersion = new Map<number, KeyObject>()
  let version = 0
  let referenceKey: KeyObject | undefined

  async function reload(masterKey?: Uint8Array) {
    if (masterKey) given.push(wrappingKey(masterKey))
    const rows = (await store.masters()).toSorted((a, b) => a.version - b.version)
    byVersion.clear()
    for (const row of rows) {
      for (const key of given) {
        const opened = openBytes(key, referencePlace(row.version), row.referenceKey)
        if (!opened) continue
        byVersion.set(row.version, key)
        version = row.version
        referenceKey = createSecretKey(opened)
      }
    }
    if (byVersion.size === 0) throw new VaultError('master-key-wrong')
  }
  await reload()

  return {
    get version() {
      return version
    },
    get referenceKey() {
      if (!referenceKey) throw new VaultError('master-key-wrong')
      return referenceKey
    },
    reload,
    wrap(subject, dataKey) {
      const key = byVersion.get(version)
      if (!key) throw new VaultError('master-key-wrong')
      return { subject, master: version, wrapped: sealBytes(key, keyPlace(subject, version), dataKey) }
    },
    async unwrap({ subject, master, wrapped }) {
      if (!byVersion.has(master)) await reload()
      const key = byVersion.get(master)
      if (!key) throw new VaultError('master-key-wrong')
      const dataKey = openBytes(key, keyPlace(subject, master), wrapped)
      if (dataKey?.byteLength !== KEY_BYTES) throw new VaultError('key-altered', subject)
      return dataKey
    },
    versionOf(masterKey) {
      const key = wrappingKey(masterKey)
      return [...byVersion].find(([, known]) => known.equals(key))?.[0]
    },
  }
}

export const newDataKey = (): Buffer => fresh(KEY_BYTES)

/**
 * The row that makes a master key known. What it wraps doubles as its check value: only that key opens it.
 */
export function masterRow(masterKey: Uint8Array, version: number, referenceKey: Uint8Array): MasterRow {
  return { version, referenceKey: sealBytes(wrappingKey(masterKey), referencePlace(version), referenceKey) }
}

const keyPlace = (subject: string, master: number) => ['key', subject, master] as const
const referencePlace = (version: number) => ['reference', version] as const

function wrappingKey(masterKey: Uint8Array): KeyObject {
  if (masterKey.byteLength !== KEY_BYTES) throw new VaultError('master-key-invalid')
  return createSecretKey(derive(masterKey, 'wrapping'))
}

/** A key for one use only: the master key itself neither encrypts nor signs. @source RFC 5869 */
function derive(masterKey: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `ventanilla vault ${use} 1`, KEY_BYTES))
}
