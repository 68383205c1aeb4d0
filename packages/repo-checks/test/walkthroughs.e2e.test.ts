import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage } from '../src/docs/page.ts'
import { openView, type View } from '../src/docs/view.ts'
import { scriptOf, walkthroughs } from '../src/docs/walkthroughs.ts'
import { read } from '../src/workspace.ts'
import { freePort, type Listening, startListening } from './listening.ts'

let view: View
let up: Listening

/** `make up` as a reader would give it, with its data beside the commands of the pages. */
beforeAll(async () => {
  view = await openView()
  const port = await freePort()
  // Installed it is, or no test would run; to install again under the others would take their modules away.
  const command = ['make', '--old-file=install', 'up', `PORT=${port}`, 'DATA=.ventanilla']
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
