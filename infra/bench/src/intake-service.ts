import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveIssuer } from '@ventanilla/http-kit/testing'
import { freshDatabase, ifBrokenOff } from '@ventanilla/testing'

const main = fileURLToPath(new URL('../../../services/intake/src/main.ts', import.meta.url))
const START_MS = 60_000

/** Intake as it is deployed: its own process, two databases, tokens checked against an issuer's keys. */
export async function startIntake(flags: readonly string[] = []) {
  await using undo = new AsyncDisposableStack()
  const own = undo.use(await freshDatabase({ prefix: 'bench_intake' }))
  const secrets = undo.use(await freshDatabase({ prefix: 'bench_vault' }))
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-bench-'))
  undo.defer(() => rm(dir, { recursive: true, force: true }))
  const issuer = undo.use(await serveIssuer())
  const port = await freePort()
  // Its log costs it what it does anywhere, and is in nobody's way.
  const log = openSync(join(dir, 'intake.log'), 'a')
  undo.defer(async () => closeSync(log))
  const child = spawn(process.execPath, [...flags, main], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      ...issuer.environment,
      INTAKE_DATABASE_URL: own.url,
      VAULT_DATABASE_URL: secrets.url,
      VAULT_MASTER_KEY_FILE: join(dir, 'vault.key'),
      FILES_DIR: join(dir, 'files'),
    },
    stdio: ['ignore', 'ignore', log],
  })
  undo.defer(ifBrokenOff(child, ended))
  const address = `http://127.0.0.1:${port}`
  if (!(await answers(`${address}/readyz`, child)))
    throw new Error(`intake does not start:\n${await readFile(join(dir, 'intake.log'), 'utf8')}`)
  const opened = undo.move()
  return {
    ...{ address, own, secrets, pid: child.pid ?? 0 },
    /** A client of its own each: what one may send in a minute is bounded. */
    token: (client: string) => issuer.tokenOf({ scope: 'filings:write cases:read', client }),
    close: () => opened.disposeAsync(),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const end = performance.now() + START_MS
  while (child.exitCode === null && performance.now() < end) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return true
    await sleep(100)
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
