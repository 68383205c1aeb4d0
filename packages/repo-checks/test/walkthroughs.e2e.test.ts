import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage } from '../src/docs/page.ts'
import { openView, type View } from '../src/docs/view.ts'
import { scriptOf, walkthroughs } from '../src/docs/walkthroughs.ts'
import { read, root } from '../src/workspace.ts'
import { freePort, type Listening, startListening } from './listening.ts'

let view: View
let up: Listening

/** `make up` as a reader would give it, with its data beside the commands of the pages. */
beforeAll(async () => {
  // In the checkout itself: an installation must not go through the links of a view.
  await promisify(execFile)('make', ['install'], { cwd: root })
  view = await openView()
  const port = await freePort()
  const command = ['make', 'up', `PORT=${port}`, 'DATA=.ventanilla']
  up = await startListening(command, { cwd: view.dir, env: view.env, port })
})

afterAll(async () => {
  // As Ctrl+C does: the whole group hears of it.
  await up?.end('SIGINT')
  await view?.[Symbol.asyncDispose]()
})

describe('against a Ventanilla that is up, every command works in', () => {
  it.each([...walkthroughs])('%s', { timeout: 120_000 }, async (path) => {
    const script = scriptOf(readPage(path, read(path)), up.address, view.dir)
    expect(await view.run(script, 110_000)).toMatchObject({ code: 0 })
  })
})
