import { readFile } from 'node:fs/promises'
import { freePort } from '@ventanilla/processes'
import { EmbeddedPostgresError } from './failure.ts'

/** The port asked for, else the one of last time, else a free one. @throws when the one asked for is taken. */
export async function choosePort(asked: number | undefined, portFile: string): Promise<number> {
  if (asked) {
    if ((await freePort(asked)) !== undefined) return asked
    throw new EmbeddedPostgresError(
      'port-taken',
      `El puerto ${asked} de 127.0.0.1 está ocupado por otro programa: indique otro o deje que se elija uno libre.`,
    )
  }
  const last = Number(await readFile(portFile, 'utf8').catch(() => '0'))
  const port = (last > 0 ? await freePort(last) : undefined) ?? (await freePort(0))
  if (port === undefined)
    throw new EmbeddedPostgresError('port-taken', 'No hay ningún puerto libre en 127.0.0.1.')
  return port
}
