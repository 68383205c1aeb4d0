import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, self } from './process-name.ts'

const turns = new Map<string, Promise<unknown>>()

/**
 * One at a time, among all processes that name the same folder. A claim is an empty file named by its process;
 * who finds no other living claim beside its own goes ahead. No lock is ever taken over from its owner: the name of
 * a dead process is nobody's for ever, so whoever removes its claim removes no one else's.
 */
export async function exclusively<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(dir) ?? Promise.resolve()).then(() => claimed(dir, work))
  const turn = mine.catch(() => undefined)
  turns.set(dir, turn)
  return mine
}

async function claimed<T>(dir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dir, { recursive: true })
  const name = await self()
  const claim = join(dir, name)
  try {
    for (;;) {
      await writeFile(claim, '')
      const others = await living(dir, name)
      if (others.length === 0) return await work()
      // Of those who came at once one stays and waits for the others to step back, or for who is at work to end.
      if (others.some((other) => other < name)) await rm(claim, { force: true })
      await sleep(20 + 30 * Math.random())
    }
  } finally {
    await rm(claim, { force: true })
  }
}

/** The claims of others; those of the dead are removed. */
async function living(dir: string, own: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(dir)) {
    if (name === own) continue
    if (await isRunning(name)) found.push(name)
    else await rm(join(dir, name), { force: true })
  }
  return found
}
