import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage } from '../src/docs/page.ts'
import { openView, type View } from '../src/docs/view.ts'
import { scriptOf, walkthroughs } from '../src/docs/walkthroughs.ts'
import { read, root } from '../src/workspace.ts'

let view: View
let up: ChildProcess
let said = ''
let address: string

/** `make up` as a reader would give it, with its data beside the commands of the pages. */
beforeAll(async () => {
  // In the checkout itself: an installation must not go through the links of a view.
  await promisify(execFile)('make', ['install'], { cwd: root })
  view = await openView()
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  const settings = [`PORT=${port}`, 'DATA=.ventanilla']
  up = spawn('make', ['up', ...settings], { cwd: view.dir, env: view.env, detached: true })
  for (const stream of [up.stdout, up.stderr]) stream?.on('data', (bytes) => (said += bytes))
  while (!(await isReady())) {
    if (up.exitCode !== null) throw new Error(`make up ended with ${up.exitCode}:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
})

/** As Ctrl+C does: the whole group hears of it. */
afterAll(async () => {
  if (up?.pid !== undefined && up.exitCode === null) {
    const ended = once(up, 'exit')
    process.kill(-up.pid, 'SIGINT')
    await ended
  }
  await view?.[Symbol.asyncDispose]()
})

describe('against a Ventanilla that is up, every command works in', () => {
  it.each([...walkthroughs])('%s', { timeout: 120_000 }, async (path) => {
    const script = scriptOf(readPage(path, read(path)), address, view.dir)
    expect(await view.run(script, 110_000)).toMatchObject({ code: 0 })
  })
})

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  server.close()
  await once(server, 'close')
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}
