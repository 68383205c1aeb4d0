import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Whom the server's processes run as; without uid and gid, whoever we are. */
export interface RunAs {
  uid?: number
  gid?: number
}

export interface Finished {
  code: number
  /** stdout and stderr, trimmed. */
  output: string
}

const execute = promisify(execFile)

/** Runs a program to its end as somebody else. Never rejects: what can't start has code -1 and says why. */
export async function runAs(
  who: RunAs,
  file: string,
  args: string[],
  timeoutMs = 120_000,
): Promise<Finished> {
  // Nothing of ours reaches the server: PGPORT, PGOPTIONS or a locale of the caller would change it. The
  // folder is one that everybody may stand in, which the caller's need not be.
  const env = { PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin:/usr/sbin:/sbin`, LC_ALL: 'C', TZ: 'UTC' }
  const options = { ...who, env, cwd: '/', timeout: timeoutMs, maxBuffer: 4 << 20 }
  try {
    const { stdout, stderr } = await execute(file, args, options)
    return { code: 0, output: `${stdout}${stderr}`.trim() }
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string; message: string }
    const output = `${failed.stdout ?? ''}${failed.stderr ?? ''}`.trim()
    return { code: typeof failed.code === 'number' ? failed.code : -1, output: output || failed.message }
  }
}

const NOBODY: RunAs = { uid: 65534, gid: 65534 }
const OWN_USER = 'ventanilla-pg'

/**
 * PostgreSQL refuses to run as root, so for root somebody else does: the owner of the cluster when there is
 * one (it was perhaps begun by an ordinary user), else `postgres`, else a system user made for it, else nobody.
 */
export async function serverUser(cluster: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(cluster).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return (await lookUp('postgres')) ?? (await lookUp(OWN_USER)) ?? (await createUser()) ?? NOBODY
}

async function createUser(): Promise<RunAs | undefined> {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  await runAs({}, 'useradd', [...flags, OWN_USER])
  return lookUp(OWN_USER)
}

async function lookUp(name: string): Promise<RunAs | undefined> {
  const [uid, gid] = await Promise.all([runAs({}, 'id', ['-u', name]), runAs({}, 'id', ['-g', name])])
  if (uid.code !== 0 || gid.code !== 0) return undefined
  return { uid: Number(uid.output), gid: Number(gid.output) }
}

/** Whether that user can stand in the folder: every folder above it must let them through. */
export async function canReach(who: RunAs, dir: string): Promise<boolean> {
  return who.uid === undefined || (await runAs(who, '/bin/sh', ['-c', 'cd "$1"', 'sh', dir])).code === 0
}
