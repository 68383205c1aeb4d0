import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../workspace.ts'

export interface Ran {
  readonly code: number
  readonly output: string
}

/** A folder where everything of the checkout can be read, and what is written beside it goes when this does. */
export interface View extends AsyncDisposable {
  readonly dir: string
  readonly env: NodeJS.ProcessEnv
  /** By bash, up to the first command that fails. */
  run(script: string, timeoutMs?: number): Promise<Ran>
}

/** In it `pnpm ventanilla` is the program itself: pnpm may not be there, and only starts it. */
export async function openView(): Promise<View> {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-docs-'))
  for (const name of await readdir(root))
    if (!name.startsWith('.')) await symlink(join(root, name), join(dir, name))
  await mkdir(join(dir, '.bin'))
  const pnpm = join(dir, '.bin/pnpm')
  await writeFile(pnpm, '#!/bin/sh\nshift\nexec node services/ventanilla/src/main.ts "$@"\n')
  await chmod(pnpm, 0o755)
  const path = [join(dir, '.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(':')
  const env = { ...process.env, PATH: path }
  return {
    dir,
    env,
    run(script, timeoutMs = 60_000) {
      // Without --norc bash takes a socket as its input for a remote shell, and reads files that -u ends.
      const args = ['--norc', '-euo', 'pipefail', '-c', script]
      return new Promise((resolve) => {
        execFile('bash', args, { cwd: dir, env, timeout: timeoutMs }, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
          resolve({ code, output: stdout + stderr })
        })
      })
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

/** One line of a page, in a view of its own. */
export async function runExample(line: string): Promise<Ran> {
  await using view = await openView()
  return await view.run(line)
}
