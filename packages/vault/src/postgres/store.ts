import type { Database } from '@ventanilla/database'
import type { VaultStore } from '../store.ts'
import { erase, erasures } from './erase.ts'
import { addMaster, masters, retireMasters } from './masters.ts'
import { refsPut, remove } from './orphans.ts'
import { keys, records } from './read.ts'
import { retrying } from './retrying.ts'
import { keysBefore, replaceKeys } from './rewrap.ts'
import { write } from './write.ts'

/**
 * The vault's ciphertexts in schema `vault`. Every write may be repeated, so a lost race or connection is
 * retried.
 */
export function postgresStore(database: Database): VaultStore {
  return {
    masters: () => masters(database),
    addMaster: (row) => retrying(() => addMaster(database, row)),
    retireMasters: (before) => retrying(() => retireMasters(database, before)),
    write: (wishes, units) => retrying(() => write(database, wishes, units)),
    keys: (subjects) => keys(database, subjects),
    records: (refs) => records(database, refs),
    erase: (subject, order) => retrying(() => database.transaction((tx) => erase(tx, subject, order))),
    erasures: (subject) => erasures(database, subject),
    refsPut: (page) => refsPut(database, page),
    remove: (refs, olderThan) => retrying(() => remove(database, refs, olderThan)),
    keysBefore: (master, limit) => keysBefore(database, master, limit),
    replaceKeys: (renewed) => retrying(() => replaceKeys(database, renewed)),
  }
}
