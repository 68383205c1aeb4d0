import { stat } from 'node:fs/promises'
import { type RunAs, runAs } from '@ventanilla/processes'

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
