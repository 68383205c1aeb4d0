import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, openStore } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { ifBrokenOff } from '@ventanilla/testing'
import { parentOf } from '../cpu.ts'
import { CLIENTS, fileBy, plainInserts, plainMigrations, samplesOf } from '../filing-load.ts'
import { type HttpClient, httpClient } from '../http-client.ts'

const GIVE_UP_MS = 60_000

const main = fileURLToPath(new URL('../../../../services/ventanilla/src/main.ts', import.meta.url))

/** `ventanilla up` on a folder of its own, as a newcomer starts it. */
async function startUp(dir: string) {
  const log = openSync(join(dir, 'up.log'), 'a')
  const child = spawn(process.execPath, [...(process.env.FLAGS ?? '').split(' ').filter(Boolean), main, 'up', '--json', '--port', '0', '--data', join(dir, 'data')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', log],
  })
  closeSync(log)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  if (!child.stdout) throw new Error('its output was not asked for')
  const [told] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (!Buffer.isBuffer(told))
    throw new Error(`it does not start:\n${await readFile(join(dir, 'up.log'), 'utf8')}`)
  const { api } = JSON.parse(told.toString()) as { api: string }
  return { api, stop }
}

async function tokenFrom(api: string, dataDir: string): Promise<string> {
  const clients = JSON.parse(await readFile(join(dataDir, 'identity', 'clients.json'), 'utf8')) as {
    id: string
    secret: string
  }[]
  const client = clients.find(({ id }) => id === 'demo-adapter')
  const answer = await fetch(`${api}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client?.id}:${client?.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'filings:write cases:read' }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Every service in one process, with 64 connected clients, and pgbench on the same PostgreSQL. */
export async function openCaseLoad() {
  await using undo = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-bench-up-'))
  undo.defer(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
  const dataDir = join(dir, 'data')
  const { api, stop } = await startUp(dir)
  undo.defer(stop)
  const adopting = startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
  undo.defer(ifBrokenOff(adopting, (server) => server.stop()))
  const server = await adopting
  const headers = `authorization: Bearer ${await tokenFrom(api, dataDir)}\r\n`
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => httpClient(api)))
  undo.defer(async () => {
    for (const client of clients) client.close()
  })
  const [first] = clients
  if (!first) throw new Error('no client')
  await fileBy(first, headers)
  const own = await openDatabase({ url: server.url('intake'), max: 2 })
  const secrets = await openDatabase({ url: server.url('vault'), max: 2 })
  const samples = await samplesOf(own, secrets)
  const [backend] = await own.query<{ pid: number }>('select pg_backend_pid() as pid')
  await Promise.all([own.close(), secrets.close()])
  const plain = await openStore({ url: server.url('bench_plain'), migrations: plainMigrations })
  undo.defer(() => plain.close())
  const { insert, settings } = await plainInserts(plain, server.url('bench_plain'), samples)
  const opened = undo.move()
  const postmaster = backend && parentOf(backend.pid)
  return {
    ...{ clients, insert, settings },
    servers: postmaster === undefined || postmaster <= 1 ? [] : [postmaster],
    /** Milliseconds from the receipt to the case file. */
    async fileAndRead(client: HttpClient): Promise<number> {
      const { caseId, position } = await fileBy(client, headers)
      const from = performance.now()
      const path = `/v1/case-files/${caseId}?atLeast=${position}`
      // What waited in vain has waited: it is asked for again, and all of it counts.
      for (;;) {
        const { status, body } = await client.ask('GET', path, headers)
        if (status === 200) return performance.now() - from
        if (status !== 503 || performance.now() - from > GIVE_UP_MS) throw new Error(`${status} ${body}`)
      }
    },
    close: () => opened.disposeAsync(),
  }
}
