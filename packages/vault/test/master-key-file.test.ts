import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadMasterKey } from '../src/master-key-file.ts'

describe('the master key’s file', () => {
  let dir: string
  let file: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vault-'))
    file = join(dir, 'master.key')
  })
  afterEach(() => rm(dir, { recursive: true }))

  test('is made once, for its owner alone, also when many start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey(file)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(keys[0]).toHaveLength(32)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(dir)).toEqual(['master.key'])
    expect(await loadMasterKey(file)).toEqual(keys[0])
  })

  test('may come from elsewhere, read-only', async () => {
    await writeFile(file, `${'AB'.repeat(32)}\n`)
    await chmod(file, 0o400)
    expect(await loadMasterKey(file)).toEqual(Buffer.alloc(32, 0xab))
  })

  test.each(['', 'ab'.repeat(31), `${'ab'.repeat(32)}x`, 'no es una clave'])(
    'is never replaced: %j',
    async (text) => {
      await writeFile(file, text)
      await expect(loadMasterKey(file)).rejects.toMatchObject({
        code: 'master-key-file-invalid',
        about: file,
      })
      expect(await readFile(file, 'utf8')).toBe(text)
    },
  )

  test('needs its folder', async () => {
    await expect(loadMasterKey(join(dir, 'none', 'master.key'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
