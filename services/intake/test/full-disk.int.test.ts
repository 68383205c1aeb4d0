import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { smallDisk } from '@ventanilla/testing'
import { expect, it, vi } from 'vitest'
import { openMachine, type RealMachine } from './support/real-machine.ts'
import { aFiling } from './support/world.ts'

// Each starts a server of its own, and waits for loops that back off for up to 15 s.
vi.setConfig({ testTimeout: 180_000 })

const text = 'El giro de sostenimiento no llega. '.repeat(100)

/** Files into what is left of pages already there, until one is refused. */
async function fileUntilRefused(machine: RealMachine, acknowledged: Map<string, string>) {
  for (let i = 0; i < 500; i++) {
    const key = `full-${i}`
    const answer = await machine.file(aFiling({ text }), key)
    if (answer.status !== 201) return { key, ...answer }
    acknowledged.set(key, answer.body.radicado)
  }
  throw new Error('500 filings fit on a disk that is full')
}

/** Every filing that was acknowledged is there once, and nothing else is. */
async function expectKept(machine: RealMachine, acknowledged: ReadonlyMap<string, string>) {
  const kept = await machine.numbered()
  expect(kept.toSorted()).toEqual([...acknowledged.values()].toSorted())
}

it('a database without room refuses to file, says so, keeps what it acknowledged, and goes on by itself', async () => {
  await using disk = await smallDisk(64, 'filing on a full disk')
  if (!disk) return
  await using machine = await openMachine({ tablespace: disk.dir })
  const acknowledged = new Map<string, string>()
  for (const key of ['a', 'b', 'c']) {
    const { status, body } = await machine.file(aFiling({ text }), key)
    expect(status).toBe(201)
    acknowledged.set(key, body.radicado)
  }

  await disk.fill()
  const refused = await fileUntilRefused(machine, acknowledged)
  expect(refused).toMatchObject({ status: 503, body: { code: 'storage-full' } })
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(refused.headers.get('retry-after')).toBe('30')
  await expectKept(machine, acknowledged)
  const health = await machine.get('/readyz')
  expect(health.text).toMatch(/storage-full|53100/)
  expect((await machine.get('/v1/filings')).status).toBe(200)

  await disk.free()
  const again = await machine.file(aFiling({ text }), refused.key)
  expect(again.status).toBe(201)
  acknowledged.set(refused.key, again.body.radicado)
  await expectKept(machine, acknowledged)
  await expect
    .poll(async () => (await machine.get('/readyz')).text, { timeout: 40_000 })
    .not.toMatch(/storage-full|53100/)
})

it('a PostgreSQL whose own journal finds no room ends, and what it acknowledged is there when it runs again', async () => {
  await using disk = await smallDisk(96, 'PostgreSQL without room for its journal')
  if (!disk) return
  await using machine = await openMachine({ wal: disk.dir })
  const acknowledged = new Map<string, string>()
  for (const key of ['a', 'b', 'c']) {
    const { status, body } = await machine.file(aFiling(), key)
    expect(status).toBe(201)
    acknowledged.set(key, body.radicado)
  }

  await disk.fill()
  await machine.exhaustWal()
  const refused = await machine.file(aFiling(), 'd')
  expect(refused.status).toBe(503)
  expect(refused.body.code).toMatch(/^(unavailable|storage-full)$/)
  expect((await machine.get('/readyz')).status).toBe(503)

  await disk.free()
  await machine.startPostgres()
  await expect.poll(async () => (await machine.get('/readyz')).status, { timeout: 40_000 }).toBe(200)
  const again = await machine.file(aFiling(), 'd')
  expect(again.status).toBe(201)
  acknowledged.set('d', again.body.radicado)
  await expectKept(machine, acknowledged)
})

it('an attachment that doesn’t fit leaves nothing of itself, and fits once there is room', async () => {
  await using disk = await smallDisk(4, 'an attachment on a full disk')
  if (!disk) return
  await using machine = await openMachine({ files: join(disk.dir, 'files') })
  const upload = () => machine.upload(Buffer.alloc(1 << 20, 'x'))
  expect((await upload()).status).toBe(201)
  await disk.fill()
  const refused = await upload()
  expect(refused).toMatchObject({ status: 503, body: { code: 'storage-full' } })
  expect(await readdir(join(disk.dir, 'files', 'partial'))).toEqual([])
  await disk.free()
  expect((await upload()).status).toBe(201)
})
