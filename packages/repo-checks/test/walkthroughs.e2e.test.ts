import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage } from '../src/docs/page.ts'
import { openView, type View } from '../src/docs/view.ts'
import { ownStartOf, scriptOf, walkthroughs } from '../src/docs/walkthroughs.ts'
import { read } from '../src/workspace.ts'
import { freePort, type Listening, startListening } from './listening.ts'

/** Installed it is, or no test would run; to install again under the others would take their modules away. */
const makeUp = ['make', '--old-file=install', 'up', 'DATA=.ventanilla']
const all = [...walkthroughs].map((path) => readPage(path, read(path)))

/** `make up` as a reader would give it, with its data beside the commands of the pages. */
async function startUp({ dir, env }: View, own?: string): Promise<Listening> {
  const port = await freePort()
  const [name = '', value = ''] = own?.replaceAll('/tmp/', `${dir}/`).split('=') ?? []
  return startListening([...makeUp, `PORT=${port}`], {
    cwd: dir,
    env: { ...env, ...(own && { [name]: value }) },
    port,
  })
}

describe('against a Ventanilla that is up, every command works in', () => {
  let view: View
  let up: Listening
  beforeAll(async () => {
    view = await openView()
    up = await startUp(view)
  })
  afterAll(async () => {
    // As Ctrl+C does: the whole group hears of it.
    await up?.end('SIGINT')
    await view?.[Symbol.asyncDispose]()
  })

  it.each(all.filter((page) => !ownStartOf(page)))('$path', { timeout: 120_000 }, async (page) => {
    const script = scriptOf(page, up.address, view.dir)
    expect(await view.run(script, 110_000)).toMatchObject({ code: 0 })
  })
})

describe('against a Ventanilla that it starts as it says, every command works in', () => {
  const own = all.flatMap((page) => {
    const start = ownStartOf(page)
    return start === undefined ? [] : [{ path: page.path, ...start }]
  })
  it.each(own)('$path', { timeout: 300_000 }, async ({ before, env, after }) => {
    await using view = await openView()
    expect(await view.run(scriptOf(before, '', view.dir), 90_000)).toMatchObject({ code: 0 })
    const up = await startUp(view, env)
    try {
      expect(await view.run(scriptOf(after, up.address, view.dir), 110_000)).toMatchObject({ code: 0 })
    } finally {
      await up.end('SIGINT')
    }
  })
})
