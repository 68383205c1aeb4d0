import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { kafkaJars } from '../src/kafka/jars.ts'
import { maven, program } from './programs.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

let folder: TemporaryFolder
let store: string
beforeEach(async () => {
  folder = await temporaryFolder()
  store = join(folder.dir, 'store')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

const quiet = () => undefined
const fetched = async () => (await readdir(store)).filter((name) => name !== 'fetching')
const asked = async () => (await readFile(join(folder.dir, 'asked'), 'utf8')).trim().split('\n').length
const fetcher = () =>
  spawn(process.execPath, [fileURLToPath(new URL('fetcher.ts', import.meta.url)), store], {
    stdio: 'inherit',
  })

it('are fetched once, by several processes at once too', async () => {
  await maven(folder.dir)
  const others = [fetcher(), fetcher()].map((child) => once(child, 'exit'))
  const jars = await Promise.all([kafkaJars(quiet, store), kafkaJars(quiet, store)])
  expect((await Promise.all(others)).map(([code]) => code)).toEqual([0, 0])
  expect(new Set(jars).size).toBe(1)
  expect(await readdir(String(jars[0]))).toEqual(['kafka.jar'])
  expect(await asked()).toBe(1)
  expect(await fetched()).toHaveLength(1)
})

it('are fetched again, from nothing, when who fetched them was killed', async () => {
  await maven(folder.dir, 'sleep 5')
  await mkdir(store)
  const child = fetcher()
  await expect
    .poll(() => readFile(join(folder.dir, 'asked'), 'utf8').catch(() => ''), { timeout: 20_000 })
    .toBe('asked\n')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await fetched()).toEqual([expect.stringMatching(/^jars-/)])
  await maven(folder.dir)
  const jars = await kafkaJars(quiet, store)
  expect(await fetched()).toEqual([jars.slice(store.length + 1)])
})

it.each([
  ['maven-missing', 'exit 127', /se encuentra/],
  [
    'java-missing',
    'echo The JAVA_HOME environment variable is not defined correctly >&2; exit 1',
    /necesita Java 17/,
  ],
  ['maven-too-old', 'echo Apache Maven 3.5.4', /el de este equipo es 3\.5\.4/],
  [
    'fetch-failed',
    '[ "$1" = --version ] && exit 0; echo no network; exit 1',
    /Revise la conexión[\s\S]*no network/,
  ],
])('say what is wrong: %s', async (code, script, message) => {
  await program(folder.dir, 'mvn', script)
  await expect(kafkaJars(quiet, store)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect(await fetched()).toEqual([])
})
