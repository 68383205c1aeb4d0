import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../workspace.ts'

export interface Ran {
  readonly code: number
  readonly output: string
}

/**
 * Runs a line of a page by a shell, in a folder where everything of the checkout can be read and what the line writes
 * beside it goes when this does. `pnpm ventanilla` is the program itself: pnpm may not be there, and only starts it.
 */
export async function runExample(line: string): Promise<Ran> {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-docs-'))
  try {
    for (const name of await readdir(root))
      if (!name.startsWith('.')) await symlink(join(root, name), join(dir, name))
    await mkdir(join(dir, '.bin'))
    const pnpm = join(dir, '.bin/pnpm')
    await writeFile(pnpm, '#!/bin/sh\nshift\nexec node services/ventanilla/src/main.ts "$@"\n')
    await chmod(pnpm, 0o755)
    const PATH = [join(dir, '.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(':')
    return await shell(line, dir, { ...process.env, PATH })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function shell(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { cwd, env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, output: stdout + stderr })
    })
  })
}
