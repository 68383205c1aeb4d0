import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readlink, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileStoreConformance } from '../src/conformance.ts'
import { localFiles } from '../src/local.ts'
import { removeLeftovers } from '../src/local-disk.ts'

const pathOf = (dir: string, ref: string) => join(dir, ref.slice(0, 2), ref)
const makeDir = () => mkdtemp(join(tmpdir(), 'files-'))
const filesIn = async (dir: string) =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

fileStoreConformance('a local folder', async () => {
  const dir = await makeDir()
  return {
    store: localFiles(join(dir, 'not', 'there', 'yet')),
    kept: () => filesIn(dir),
    overwrite: (ref, content) => writeFile(pathOf(join(dir, 'not', 'there', 'yet'), ref), content),
    close: () => rm(dir, { recursive: true }),
  }
})

describe('a local folder', () => {
  let dir: string
  beforeEach(async () => {
    dir = await makeDir()
  })
  afterEach(() => rm(dir, { recursive: true }))

  test('only the owner reads what citizens attach', async () => {
    const { ref } = await localFiles(dir).put(Buffer.from('cédula'))
    expect((await stat(pathOf(dir, ref))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dir, 'partial'))).mode & 0o777).toBe(0o700)
  })

  test('another process that opens the folder finds what the first one put', async () => {
    const { ref } = await localFiles(dir).put(Buffer.from('uno'))
    expect(await localFiles(dir).stat(ref)).toEqual({ ref, bytes: 3 })
  })

  test('a large file passes through little memory', async () => {
    const store = localFiles(dir)
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const held = () => {
      collect()
      return process.memoryUsage().arrayBuffers
    }
    const before = held()
    let peak = 0
    async function* chunks() {
      for (let i = 0; i < 64; i++) {
        if (i % 8 === 0) peak = Math.max(peak, held())
        yield Buffer.alloc(1024 * 1024, i)
      }
    }
    const { bytes } = await store.put(chunks())
    expect(bytes).toBe(64 * 1024 * 1024)
    expect(peak - before).toBeLessThan(32 * 1024 * 1024)
  })

  test('a download given up leaves no file open', async () => {
    const store = localFiles(dir)
    const { ref } = await store.put(randomBytes(500_000))
    const unread = await store.get(ref)
    unread?.destroy()
    for await (const _ of (await store.get(ref)) ?? []) break
    await expect.poll(() => openUnder(dir)).toEqual([])
  })

  test('what a killed process left half received goes once it is old enough', async () => {
    const store = localFiles(dir)
    const { ref } = await store.put(Buffer.from('entero'))
    for (const [name, at] of Object.entries({ old: '2026-01-01T00:00:00Z', young: '2026-01-03T00:00:00Z' })) {
      await writeFile(join(dir, 'partial', name), 'a medias')
      await utimes(join(dir, 'partial', name), new Date(at), new Date(at))
    }
    expect(await removeLeftovers(dir, '2026-01-02T00:00:00.000Z')).toBe(1)
    expect((await filesIn(dir)).sort()).toEqual([ref, 'young'].sort())
    expect(await removeLeftovers(join(dir, 'none'), '2026-01-02T00:00:00.000Z')).toBe(0)
    await expect(removeLeftovers(dir, 'ayer')).rejects.toThrow(RangeError)
  })

  test('a disk that refuses is told, and tried again', async () => {
    await symlink('/dev/null', join(dir, 'partial'))
    const store = localFiles(dir)
    await expect(store.put(Buffer.from('x'))).rejects.toThrow()
    await rm(join(dir, 'partial'))
    await expect(store.put(Buffer.from('x'))).resolves.toMatchObject({ bytes: 1 })
  })
})

async function openUnder(dir: string): Promise<string[]> {
  await sleep(5)
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''))
  return (await Promise.all(links)).filter((path) => path.startsWith(dir))
}
