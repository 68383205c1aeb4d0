import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { EmbeddedPostgresError } from './failure.ts'

/** The port asked for, else the one of last time, else a free one. @throws when the one asked for is taken. */
export async function choosePort(asked: number | undefined, portFile: string): Promise<number> {
  if (asked) {
    if ((await tryPort(asked)) !== undefined) return asked
    throw new EmbeddedPostgresError(
      'port-taken',
      `El puerto ${asked} de 127.0.0.1 está ocupado por otro programa: indique otro o deje que se elija uno libre.`,
    )
  }
  const last = Number(await readFile(portFile, 'utf8').catch(() => '0'))
  const port = (last > 0 ? await tryPort(last) : undefined) ?? (await tryPort(0))
  if (port === undefined)
    throw new EmbeddedPostgresError('port-taken', 'No hay ningún puerto libre en 127.0.0.1.')
  return port
}

/** The port when it can be listened on now; 0 asks for any. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
