import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type DataLock, lockData } from '../lock.ts'
import { type BadInput, complain } from './bad-input.ts'

/** Where a topology keeps everything it has: the same folder for every verb. */
export function dataOption(command: Command): Command {
  return command.option('--data <carpeta>', 'carpeta de los datos', process.env.DATA || '.ventanilla')
}

/** Verbs that only read don't make a new installation out of a slip of the pen. */
export function noData(dataDir: string): BadInput | undefined {
  if (process.env.VENTANILLA_DATABASE_URL || existsSync(join(dataDir, 'postgres'))) return undefined
  const detail = `en ${dataDir} no hay datos de Ventanilla; use --data (con make, DATA=) con la carpeta de «make up» o «make demo»`
  return { code: 'data-missing', field: 'data', detail }
}

/** The folder for this process alone; undefined when it was told why that can't be. */
export async function holdData(dataDir: string, json: boolean): Promise<DataLock | undefined> {
  try {
    const lock = await lockData(dataDir)
    if (lock.heldBy === undefined) return lock
    const detail = `otro proceso (${lock.heldBy}) usa ${dataDir}; deténgalo o use --data (con make, DATA=) con otra carpeta`
    complain({ code: 'data-in-use', field: 'data', detail }, json)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    complain(
      {
        ...{ code: 'data-unusable', field: 'data' },
        detail:
          `no se puede usar la carpeta ${dataDir} (${code}); si la creó otro usuario, por ejemplo root, ` +
          'cámbiele el dueño, o use --data (con make, DATA=) con otra carpeta',
      },
      json,
    )
  }
  return undefined
}
