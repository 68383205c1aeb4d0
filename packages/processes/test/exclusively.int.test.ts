import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exclusively } from '../src/exclusively.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-processes-'))
})
afterEach(() => rm(dir, { recursive: true }))

const claims = () => join(dir, 'claims')
const incrementer = (rounds: number) =>
  fork(new URL('incrementer.ts', import.meta.url), [dir, String(rounds)])

it('lets one at a time, in this process and among others', async () => {
  await writeFile(join(dir, 'count'), '0')
  const others = [5, 5, 5].map(incrementer).map((child) => once(child, 'exit'))
  const ours = Array.from({ length: 5 }, () =>
    exclusively(claims(), async () => {
      const count = Number(await readFile(join(dir, 'count'), 'utf8'))
      await writeFile(join(dir, 'count'), String(count + 1))
    }),
  )
  await Promise.all(ours)
  expect((await Promise.all(others)).map(([code]) => code)).toEqual([0, 0, 0])
  expect(await readFile(join(dir, 'count'), 'utf8')).toBe('20')
  expect(await readdir(claims())).toEqual([])
})

it('passes over whoever was killed at it', async () => {
  await writeFile(join(dir, 'count'), '0')
  const child = incrementer(Number.POSITIVE_INFINITY)
  await expect.poll(() => readdir(claims()).catch(() => []), { interval: 1 }).toHaveLength(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await exclusively(claims(), async () => 'went on')).toBe('went on')
})

it('goes on after work that failed', async () => {
  await expect(exclusively(claims(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await exclusively(claims(), async () => 'went on')).toBe('went on')
})
