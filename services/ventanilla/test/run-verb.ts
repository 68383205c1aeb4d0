import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const probe = fileURLToPath(new URL('./cli-probe.ts', import.meta.url))

export interface VerbResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `ventanilla …` in a process of its own, in the zone given. */
export function runVerb(args: readonly string[], zone = 'UTC'): VerbResult {
  const env = { ...process.env, TZ: zone, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [probe, ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}
