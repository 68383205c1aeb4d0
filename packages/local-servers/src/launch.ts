import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { cleanEnvironment, freePort, openLog } from '@ventanilla/processes'
import { LocalServerError } from './failure.ts'
import { type Living, rememberedPorts } from './living.ts'
import { filesOf, type Program, UTF8 } from './program.ts'

/**
 * Starts the process once; it may not yet serve, or end at once. A shell writes down its own number and then becomes
 * the server: so there is no moment at which a server runs that nobody could find again.
 */
export async function launch(program: Program): Promise<Living> {
  const files = filesOf(program)
  const ports = await choosePorts(program)
  const command = await program.command(ports)
  await openLog(files.log)
  await writeFile(files.ports, ports.join(' '))
  program.onProgress(`Iniciando ${program.name} en 127.0.0.1:${ports[0]}`)
  await using log = await open(files.log, 'a')
  const script = 'echo $$ >"$1" && shift && exec "$@"'
  // A session of its own: neither Ctrl-C nor the end of this process ends it.
  const child = spawn('/bin/sh', ['-c', script, 'sh', files.pid, ...command], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...cleanEnvironment(), ...UTF8 },
    cwd: program.home,
  })
  await once(child, 'spawn')
  child.unref()
  return { pid: child.pid ?? 0, ports }
}

/** The same as last time where they are free: clients that lost the server look for it where it was. */
async function choosePorts(program: Program): Promise<number[]> {
  const last = await rememberedPorts(program)
  const chosen: number[] = []
  while (chosen.length < program.ports) {
    const asked = chosen.length === 0 && program.port ? program.port : undefined
    const port = asked === undefined ? await anyPort(last[chosen.length], chosen) : await freePort(asked)
    if (port === undefined) throw taken(program, asked)
    chosen.push(port)
  }
  return chosen
}

async function anyPort(last: number | undefined, chosen: readonly number[]): Promise<number | undefined> {
  // A process that was killed keeps its sockets for a moment after it can no longer be seen.
  for (let tries = 0; last !== undefined && !chosen.includes(last) && tries < 20; tries++) {
    if ((await freePort(last)) !== undefined) return last
    await sleep(100)
  }
  for (let tries = 0; tries < 20; tries++) {
    const port = await freePort()
    if (port === undefined || !chosen.includes(port)) return port
  }
  return undefined
}

const taken = ({ name }: Program, port: number | undefined) =>
  new LocalServerError(
    'port-taken',
    port === undefined
      ? `No hay ningún puerto libre en 127.0.0.1 para ${name}.`
      : `El puerto ${port} de 127.0.0.1, pedido para ${name}, está ocupado por otro programa: indique otro o deje que se elija uno libre.`,
  )
