import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockData } from '../src/lock.ts'

const folder = () => mkdtemp(join(tmpdir(), 'ventanilla-lock-'))
const pidFile = (dir: string) => join(dir, 'ventanilla.pid')

/** A process that lives, with these words in its command line. */
async function living(...words: string[]) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ...words])
  await once(child, 'spawn')
  return { pid: child.pid ?? 0, [Symbol.dispose]: () => child.kill('SIGKILL') }
}

it('is held by one process at a time, and let go of', async () => {
  const dir = await folder()
  {
    await using lock = await lockData(dir)
    expect(lock.heldBy).toBeUndefined()
    expect(await readFile(pidFile(dir), 'utf8')).toBe(String(process.pid))
  }
  await expect(readFile(pidFile(dir))).rejects.toMatchObject({ code: 'ENOENT' })
})

it('is refused while another process of ours lives', async () => {
  const dir = await folder()
  using other = await living('/somewhere/services/ventanilla/src/main.ts')
  await writeFile(pidFile(dir), String(other.pid))
  await using lock = await lockData(dir)
  expect(lock.heldBy).toBe(other.pid)
})

it.each(['nobody', 'somebody else'])('is taken over when its number is that of %s', async (who) => {
  const dir = await folder()
  using other = await living('/home/ventanilla/node_modules/postgres')
  await writeFile(pidFile(dir), who === 'nobody' ? '999999999' : String(other.pid))
  await using lock = await lockData(dir)
  expect(lock.heldBy).toBeUndefined()
})
