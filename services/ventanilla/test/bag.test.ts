import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { type Put, writeBag } from '../src/archive/bag.ts'
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
  const out = await folder()
  const chunk = randomBytes(65_536)
  let ahead = 0
  async function* long() {
    for (let read = 0; read < 512 * chunk.length; read += chunk.length) {
      const [partial = ''] = await readdir(out)
      const { size } = await stat(join(out, partial))
      ahead = Math.max(ahead, read - size)
      yield chunk
    }
  }
  await writeBag(join(out, 'a.zip'), 'a', async (put) => {
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

it('two that write the same one at once each write a whole one, which nobody else reads', async () => {
  const out = await folder()
  const file = join(out, 'a.zip')
  const write = (byte: number) =>
    writeBag(file, 'a', async (put) => {
      await put('uno', Readable.from(Array.from({ length: 16 }, () => Buffer.alloc(65_536, byte))))
      return {}
    })
  await Promise.all([write(1), write(2)])
  expect(await readdir(out)).toEqual(['a.zip'])
  expect((await openBag(file, 'a')).faults).toEqual([])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('what is on its way is given up when there is nowhere to write it, and nothing is left', async () => {
  const content = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536)))
  const out = await folder()
  const fill = async (put: Put) => {
    await put('uno', content)
    return {}
  }
  await expect(writeBag(join(out, 'ninguna', 'a.zip'), 'a', fill)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(content.destroyed).toBe(true)
  await mkdir(join(out, 'a.zip', 'algo'), { recursive: true })
  await expect(writeBag(join(out, 'a.zip'), 'a', async () => ({}))).rejects.toMatchObject({
    syscall: 'rename',
  })
  expect(await readdir(out)).toEqual(['a.zip'])
})

it('what is broken off leaves nothing', async () => {
  const out = await folder()
  const stop = new AbortController()
  async function* endless() {
    for (let read = 0; ; read++) {
      if (read === 32) stop.abort()
      yield randomBytes(65_536)
    }
  }
  const fill = async (put: Put) => {
    await put('uno', Readable.from(endless()))
    return {}
  }
  await expect(writeBag(join(out, 'a.zip'), 'a', fill, stop.signal)).rejects.toThrow()
  expect(await readdir(out)).toEqual([])
})

function* broken() {
  yield Buffer.from('un')
  throw new Error('broke off')
}
