import { once } from 'node:events'
import { createServer } from 'node:net'

interface Listening {
  host: string
  port: number
}

/**
 * Asked first: else half a minute of starting would end in a port that is taken.
 * @throws what listening there throws
 */
export async function assertCanListen({ host, port }: Listening): Promise<void> {
  const server = createServer()
  await once(server.listen({ host, port }), 'listening')
  server.close()
  await once(server, 'close')
}

/** Why nobody can listen there, in Spanish; undefined when the error is another. */
export function whyNotListening(error: unknown, { host, port }: Listening): string | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `el puerto ${port} está ocupado; use --port (con make, PORT=) con otro`
    case 'EACCES':
      return `el puerto ${port} pide más permisos; use --port (con make, PORT=) con otro, de 1024 en adelante`
    case 'EADDRNOTAVAIL':
      return `${host} no es una dirección de esta máquina; use --host con otra`
    default:
      return undefined
  }
}
