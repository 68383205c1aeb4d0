import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { TOPOLOGIES, type Topology } from '../src/topology.ts'
import { type InTopology, inTopology } from './in-topology.ts'
import { processesOf, serverRuns } from './living-processes.ts'
import { startVerb } from './run-verb.ts'

/** The postmaster of a data folder, wherever its cluster had to be put: the only one that `up` has as a child's. */
async function postmasterOf(data: string): Promise<number> {
  const folders = [join(data, 'postgres')]
  const pointers = await readdir(join(data, 'postgres'), { withFileTypes: true })
  for (const { name } of pointers.filter((entry) => entry.isFile())) {
    const text = await readFile(join(data, 'postgres', name), 'utf8')
    const elsewhere = /\/[^\s"]*data-[0-9a-f]+[^\s"]*/.exec(text)?.[0]
    if (elsewhere) folders.push(elsewhere)
  }
  for (const folder of folders) {
    const pid = await readFile(join(folder, 'server', 'data', 'postmaster.pid'), 'utf8').catch(() => '')
    if (pid) return Number(pid.split('\n')[0])
  }
  throw new Error(`no postmaster.pid for ${data}`)
}

/** `ventanilla up` on a data folder, until it says where it answers. */
async function startUp(data: string, { args, env }: Pick<InTopology, 'args' | 'env'>) {
  const up = startVerb(['up', '--data', data, '--port', '0', '--json', ...args], {
    ...env,
    VENTANILLA_TEST_MARK: data,
  })
  while (!up.output().stdout.endsWith('\n') && up.child.exitCode === null) await wait(50)
  if (up.child.exitCode !== null) throw new Error(up.output().stderr)
  const { api } = JSON.parse(up.output().stdout) as { api: string }
  return {
    ...up,
    api,
    ready: async () => (await fetch(`${api}/readyz`)).status,
    async stop() {
      up.child.kill('SIGTERM')
      expect((await up.ended).code, up.output().stderr).toBe(0)
    },
  }
}

const form = {
  entity: 'icetex',
  procedure: 'pqrsd',
  kind: 'sugerencia',
  mode: 'anonymous',
  subject: 'Horario',
  text: 'Atiendan también los sábados.',
}

/** As a client does: a process that dies with a request in hand leaves a 503, and the key makes it safe to repeat. */
async function file(api: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const send = () =>
    fetch(`${api}/v1/public/filings`, { method: 'POST', headers, body: JSON.stringify(form) })
  const first = await send()
  const filed = first.status === 503 ? await send() : first
  expect(filed.status, await filed.clone().text()).toBe(201)
}

async function dataFolder(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-up-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  return data
}

/** What each topology documents: clients can't tell them apart. */
const documents = new Map<Topology, unknown>()

it.each(TOPOLOGIES)(
  '%s: starts its PostgreSQL again when that was killed, and goes on',
  {
    timeout: 300_000,
  },
  async (topology) => {
    await using how = await inTopology(topology)
    const data = await dataFolder()
    const up = await startUp(data, how)
    try {
      await expect.poll(up.ready, { timeout: 30_000 }).toBe(200)
      expect(up.output().stderr).toContain(`Se hizo una instalación nueva en ${data}\n`)
      documents.set(topology, await (await fetch(`${up.api}/openapi.json`)).json())
      process.kill(await postmasterOf(data), 'SIGKILL')
      await expect.poll(up.ready, { timeout: 20_000, interval: 50 }).toBe(503)
      await expect.poll(up.ready, { timeout: 90_000, interval: 200 }).toBe(200)
      await file(up.api)
    } finally {
      await up.stop()
    }
  },
)

it('both topologies document the same', () => {
  expect(documents.size).toBe(2)
  expect(documents.get('distributed')).toEqual(documents.get('embedded'))
})

it('distributed: processes that die come back while others serve, and none outlives a command that was killed', {
  timeout: 300_000,
}, async () => {
  await using how = await inTopology('distributed', { replicas: 2 })
  const data = await dataFolder()
  const first = await startUp(data, how)
  const mains = async (service: string) => {
    const all = await processesOf('VENTANILLA_TEST_MARK', data)
    return all.filter(({ command }) =>
      command.some((word) => word.endsWith(`services/${service}/src/main.ts`)),
    )
  }
  await expect.poll(first.ready, { timeout: 60_000 }).toBe(200)
  const [victim, other] = await mains('intake')
  expect(other).toBeDefined()
  process.kill(victim?.pid ?? 0, 'SIGKILL')
  for (let n = 0; n < 10; n++) await file(first.api)
  await expect.poll(async () => (await mains('intake')).length, { timeout: 30_000 }).toBe(2)
  expect((await mains('intake')).map(({ pid }) => pid)).not.toContain(victim?.pid)
  expect(first.output().stderr).toContain('it is started again')

  first.child.kill('SIGKILL')
  await first.ended
  const left = async () => {
    const lists = await Promise.all(
      ['intake', 'routing', 'sla-clock', 'notification', 'reporting'].map(mains),
    )
    return lists.flat().length
  }
  await expect.poll(left, { timeout: 30_000 }).toBe(0)
  expect(await serverRuns(data, 'redis')).toBe(true) // to be found again
  const second = await startUp(data, how)
  await expect.poll(second.ready, { timeout: 60_000 }).toBe(200)
  await file(second.api)
  await second.stop()
  expect(await left()).toBe(0)
  expect(await serverRuns(data, 'redis')).toBe(false)
})

it('distributed: says what a service can’t start with, and leaves nothing running', {
  timeout: 120_000,
}, async () => {
  await using how = await inTopology('distributed')
  const data = await dataFolder()
  const env = { ...how.env, MAIL_CONNECTIONS: 'muchas', VENTANILLA_TEST_MARK: data }
  const { code, stderr } = await startVerb(['up', '--data', data, '--port', '0', ...how.args], env).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Error: notification: La configuración no sirve:\n {2}MAIL_CONNECTIONS: /m)
  expect(await processesOf('VENTANILLA_TEST_MARK', data)).toEqual([])
})
