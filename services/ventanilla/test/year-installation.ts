import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@ventanilla/runtime'
import { expect, onTestFinished, vi } from 'vitest'
import { createAdapter } from '../src/demo/adapter.ts'
import { openDistributedDemo, openEmbeddedDemo } from '../src/demo/topology.ts'
import { tokenSource } from '../src/identity/index.ts'
import { startMailCatcher } from '../src/mail-catcher.ts'
import type { Topology } from '../src/topology.ts'
import { inTopology } from './in-topology.ts'
import { personTokens } from './person-tokens.ts'

/** The procedures as they are shipped, from the first instant of a year on. */
export async function yearInstallation(topology: Topology, start: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-year-'))
  const stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  stack.defer(() => {
    vi.unstubAllEnvs()
  })
  onTestFinished(() => stack.disposeAsync())
  const { env } = stack.use(await inTopology(topology))
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const mail = stack.use(await startMailCatcher(join(dataDir, 'mail')))
  const opened = stack.use(
    await (topology === 'embedded' ? openEmbeddedDemo : openDistributedDemo)({
      ...{ dataDir, entity: 'icetex', calendars: [], smtpUrl: mail.url, replicas: 1, start },
      ...{ logger: createLogger({ level: 'silent' }), onProgress: () => {} },
      broken: new AbortController().signal,
    }),
  )
  const issuer = opened.identity.issuer()
  const { id: client = '', secret = '' } = opened.identity.clients.find(({ id }) => id === 'admin') ?? {}
  const scope = 'filings:write cases:read cases:work admin'
  const adapter = createAdapter(opened.address, tokenSource({ issuer, client, secret, scope }))
  const tokenOf = personTokens(dataDir, issuer)

  /** What a person asks of a case, as the console does. */
  async function asked(by: string, method: 'POST' | 'PUT', path: string, body: object, key?: string) {
    const headers = {
      ...{ authorization: `Bearer ${await tokenOf(by)}`, 'content-type': 'application/json' },
      ...(key !== undefined && { 'idempotency-key': key }),
    }
    const response = await fetch(`${opened.address}${path}`, { method, headers, body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Answered }
  }
  /** The same, which has to be done. */
  async function done(
    by: string,
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    key: string,
  ): Promise<Answered> {
    const answer = await asked(by, method, path, body, key)
    expect(answer.status, `${method} ${path} ${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`).toBe(
      200,
    )
    return answer.body
  }
  return { ...opened, adapter, asked, done, dataDir }
}

export type YearInstallation = Awaited<ReturnType<typeof yearInstallation>>

interface Answered {
  state: string
  version: number
  code?: string
}
