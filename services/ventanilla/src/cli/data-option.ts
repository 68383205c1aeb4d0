import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { BadInput } from './bad-input.ts'

/** Where a topology keeps everything it has: the same folder for every verb. */
export function dataOption(command: Command): Command {
  return command.option('--data <carpeta>', 'carpeta de los datos', process.env.DATA || '.ventanilla')
}

/** Verbs that only read don't make a new installation out of a slip of the pen. */
export function noData(dataDir: string): BadInput | undefined {
  if (existsSync(join(dataDir, 'postgres'))) return undefined
  const detail = `en ${dataDir} no hay datos de Ventanilla; use --data con la carpeta de «make up» o «make demo»`
  return { code: 'data-missing', field: 'data', detail }
}
