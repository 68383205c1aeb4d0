import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isFatal } from '../src/fatal.ts'
import { keptJson, keptSecret, SecretFileError } from '../src/kept-secret.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-kept-'))
})
afterAll(() => rm(dir, { recursive: true }))

it('is made once, for its owner alone, and then kept', async () => {
  const file = join(dir, 'deep', 'inside', 'one')
  expect(await keptSecret(file, async () => 'first')).toBe('first')
  expect(await keptSecret(file, async () => 'second')).toBe('first')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(dir, 'deep', 'inside'))).toEqual(['one'])
})

it('of several that make one at the same moment, all read the same', async () => {
  const file = join(dir, 'raced')
  const texts = await Promise.all(
    Array.from({ length: 8 }, (_, i) => keptSecret(file, async () => `secret ${i}`)),
  )
  expect(new Set(texts).size).toBe(1)
})

it('is refused when others may read it', async () => {
  const file = join(dir, 'open')
  await writeFile(file, 'x')
  await chmod(file, 0o640)
  await expect(keptSecret(file, async () => '')).rejects.toThrow(/chmod 600/)
})

it.each([
  ['leer', () => join(dir, 'raced', 'below-a-file')],
  ['crear', () => '/proc/ventanilla/where-nobody-makes-files'],
])(
  'that nobody can %s is a mistake of who deploys, told with the file and the reason',
  async (what, path) => {
    const error = await keptSecret(path(), async () => '').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SecretFileError)
    expect(isFatal(error)).toBe(true)
    expect(String(error)).toMatch(new RegExp(`No se puede ${what} ${path()} \\([A-Z]+\\)`))
  },
)

it('is undefined as JSON when it is none', async () => {
  expect(await keptJson(join(dir, 'json'), async () => '{"a":1}')).toEqual({ a: 1 })
  expect(await keptJson(join(dir, 'text'), async () => '{')).toBeUndefined()
})
