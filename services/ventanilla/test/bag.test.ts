import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { writeBag } from '../src/archive/bag.ts'
import { openBag } from './open-bag.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ventanilla-bag-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

it('what is put in is read back as it was, streamed or not, with what its manifests say of it', async () => {
  const out = await folder()
  const chunks = Array.from({ length: 64 }, (_, n) => Buffer.alloc(65_536, n))
  await writeBag(join(out, 'a.zip'), 'a', async (put) => {
    expect(await put('uno.txt', Buffer.from('uno'))).toMatchObject({ bytes: 3 })
    expect(await put('grande', Readable.from(chunks))).toMatchObject({ bytes: 64 * 65_536 })
    return { 'External-Identifier': 'A-1' }
  })
  const { files, faults } = await openBag(join(out, 'a.zip'), 'a')
  expect(faults).toEqual([])
  expect(files.get('data/grande')?.equals(Buffer.concat(chunks))).toBe(true)
  expect(`${files.get('bag-info.txt')}`).toBe('External-Identifier: A-1\nPayload-Oxum: 4194307.2\n')
})

it('what is streamed in is read no faster than it is written', async () => {
  const file = join(await folder(), 'a.zip')
  const chunk = randomBytes(65_536)
  let ahead = 0
  async function* long() {
    for (let read = 0; read < 512 * chunk.length; read += chunk.length) {
      const { size } = await stat(`${file}.partial`).catch(() => ({ size: 0 }))
      ahead = Math.max(ahead, read - size)
      yield chunk
    }
  }
  await writeBag(file, 'a', async (put) => {
    await put('largo', Readable.from(long()))
    return {}
  })
  expect(ahead).toBeLessThan(64 * chunk.length)
})

it.each([
  ['when what is read breaks off', () => Readable.from(broken())],
  ['when what is asked for is refused', () => Promise.reject(new Error('broke off'))],
])('nothing is left %s', async (_, content) => {
  const out = await folder()
  const writing = writeBag(join(out, 'a.zip'), 'a', async (put) => {
    await put('uno', await content())
    return {}
  })
  await expect(writing).rejects.toThrow('broke off')
  expect(await readdir(out)).toEqual([])
})

function* broken() {
  yield Buffer.from('un')
  throw new Error('broke off')
}
