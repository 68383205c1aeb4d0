import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, writableFolder } from '../src/index.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-processes-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it('makes a folder and those above it, also when others make it at the same time', async () => {
  const deep = join(dir, 'a', 'b', 'c')
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(deep)))
  expect((await stat(deep)).isDirectory()).toBe(true)
  await makeFolder(deep)
})

it('says why it can not be made, where no folder can be too', async () => {
  await writeFile(join(dir, 'file'), '')
  await expect(makeFolder(join(dir, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  if (process.platform === 'linux')
    await expect(makeFolder('/proc/ventanilla/data')).rejects.toMatchObject({
      code: expect.stringMatching(/^(ENOENT|EACCES|EPERM)$/),
    })
  await expect(writableFolder(join(dir, 'file', 'below'), () => new Error('no'))).rejects.toThrow('no')
})
