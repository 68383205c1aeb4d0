import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts the product's command as a process of its own. `child.stderr` can be watched meanwhile. */
export function startVerb(args: readonly string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_ENV: '', VITEST: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended, output: () => ({ stdout, stderr }) }
}

export interface VerbResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `ventanilla …` to its end in a process of its own, in the zone given. */
export function runVerb(args: readonly string[], zone = 'UTC'): VerbResult {
  const env = { ...process.env, TZ: zone, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}
