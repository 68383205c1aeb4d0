import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Whom a program runs as; without uid and gid, whoever we are. */
export interface RunAs {
  uid?: number
  gid?: number
}

export interface Finished {
  code: number
  /** stdout and stderr, trimmed. */
  output: string
}

export interface RunOptions {
  /** 120 000 ms. */
  timeoutMs?: number
  /** Beside what every program gets: see `cleanEnvironment`. */
  env?: NodeJS.ProcessEnv
}

const execute = promisify(execFile)

/** Nothing of ours reaches a server: PGPORT, JDK_JAVA_OPTIONS or a locale of the caller would change it. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin:/usr/sbin:/sbin`,
  LC_ALL: 'C',
  TZ: 'UTC',
})

/** Runs a program to its end as somebody else. Never rejects: what can't start has code -1 and says why. */
export async function runAs(
  who: RunAs,
  file: string,
  args: string[],
  { timeoutMs = 120_000, env = {} }: RunOptions = {},
): Promise<Finished> {
  // The folder is one that everybody may stand in, which the caller's need not be.
  const options = { ...who, env: { ...cleanEnvironment(), ...env }, cwd: '/', timeout: timeoutMs }
  try {
    const { stdout, stderr } = await execute(file, args, { ...options, maxBuffer: 4 << 20 })
    return { code: 0, output: `${stdout}${stderr}`.trim() }
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string; message: string }
    const output = `${failed.stdout ?? ''}${failed.stderr ?? ''}`.trim()
    return { code: typeof failed.code === 'number' ? failed.code : -1, output: output || failed.message }
  }
}
