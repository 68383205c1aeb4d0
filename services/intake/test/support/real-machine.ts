import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { createLogger, readConfig, run, systemClock } from '@ventanilla/runtime'
import { composeIntake, intakeConfig } from '../../src/compose.ts'
import { tokenOf, verifier } from './tokens.ts'

export interface Disks {
  /** Where the databases of the service lie, other than the rest of the server. */
  tablespace?: string
  /** Where PostgreSQL's own journal lies. */
  wal?: string
  /** Where attachments lie. */
  files?: string
}

export type RealMachine = Awaited<ReturnType<typeof openMachine>>

/** Intake composed and running on a PostgreSQL of its own, whose disks may be small. */
export async function openMachine(disks: Disks) {
  await using undo = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-machine-'))
  await chmod(dir, 0o755) // so that the server's user can get in
  undo.defer(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
  const startPostgres = () => startEmbeddedPostgres({ dataDir: join(dir, 'postgres') })
  const server = await startPostgres()
  undo.defer(() => server.stop())
  const data = join(dir, 'postgres/server/data')
  if (disks.wal !== undefined) {
    await server.stop()
    await moveWal(data, join(disks.wal, 'wal'))
    const again = await startPostgres()
    undo.defer(() => again.stop())
  }
  if (disks.tablespace !== undefined) {
    await using admin = await openDatabase({ url: server.url('postgres'), max: 1 })
    const folder = await ownedLike(data, join(disks.tablespace, 'tablespace'))
    await admin.query(`create tablespace small location '${folder}'`)
    await admin.query('create database intake template template0 tablespace small')
  }

  const logger = createLogger({ level: 'silent' })
  const clock = systemClock()
  const service = await composeIntake(
    readConfig(intakeConfig, {
      INTAKE_DATABASE_URL: server.url('intake'),
      VAULT_DATABASE_URL: server.url('vault'),
      VAULT_MASTER_KEY_FILE: join(dir, 'vault.key'),
      FILES_DIR: disks.files ?? join(dir, 'files'),
    }),
    { clock, logger },
  )
  const http = { title: 'Prueba', version: '1', verifier }
  const running = await run([service], { http, port: 0, clock, logger, pollMs: 100 })
  undo.defer(() => running.close())

  async function call(
    method: string,
    path: string,
    sent: { body?: string | Uint8Array<ArrayBuffer>; type?: string; key?: string } = {},
  ) {
    const { body, type, key } = sent
    const response = await fetch(`${running.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf({ scope: 'filings:write cases:read admin' })}`,
        ...(type !== undefined && { 'content-type': type }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
  }

  const opened = undo.move()
  return {
    startPostgres,
    get: (path: string) => call('GET', path),
    file: (filing: object, key: string) =>
      call('POST', '/v1/filings', { body: JSON.stringify(filing), type: 'application/json', key }),
    upload: (bytes: Uint8Array<ArrayBuffer>) =>
      call('POST', '/v1/files', { body: bytes, type: 'application/octet-stream' }),
    /** The radicados that the log holds. */
    async numbered(): Promise<string[]> {
      const events = await service.log.read('icetex', 0, 10_000)
      return events.flatMap(({ type, data }) => (type === 'FilingNumbered' ? [String(data.radicado)] : []))
    },
    /** Writes journal until there is no room for more of it, and PostgreSQL ends. */
    async exhaustWal(): Promise<void> {
      await using one = await openDatabase({ url: server.url('postgres'), max: 1 })
      for (let i = 0; i < 50; i++)
        try {
          await one.query(`select pg_logical_emit_message(false, 'fill', repeat('x', 4000000))`)
          await one.query('select pg_switch_wal()')
        } catch {
          return
        }
      throw new Error('PostgreSQL found room for its journal on a full disk')
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** With the server stopped: the journal as it is, on another disk. */
async function moveWal(data: string, to: string): Promise<void> {
  const wal = join(data, 'pg_wal')
  await promisify(execFile)('cp', ['-a', wal, to])
  await rm(wal, { recursive: true })
  await symlink(to, wal)
}

/** A folder of whoever owns the server's data, and so runs it. */
async function ownedLike(data: string, folder: string): Promise<string> {
  const { uid, gid } = await stat(data)
  await mkdir(folder, { mode: 0o700 })
  await chown(folder, uid, gid)
  return folder
}
