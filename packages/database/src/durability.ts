import type { Db } from './db.ts'
import { UnsafePostgresError } from './unsafe-postgres.ts'

/** A setting under which what was acknowledged can be lost, as it holds in our own sessions. */
export interface Finding {
  setting: string
  value: string
  /** Spanish: what it costs. */
  why: string
  /** Loses what a crash of this server alone finds; without it, only what a failover may find. */
  here: boolean
}

type Settings = Readonly<Record<string, string | undefined>>

const READ = ['fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names']

/**
 * What the server does to keep what it acknowledged. Asked through a session like all of ours, so that what a role, a
 * database or the address sets counts as well as what postgresql.conf says.
 */
export async function durabilityFindings(db: Db): Promise<Finding[]> {
  const rows = await db.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any ($1)',
    [READ],
  )
  return findingsOf(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])))
}

/** Pure, for its test: each value that costs something, and what. */
export function findingsOf(settings: Settings): Finding[] {
  const { fsync, full_page_writes: pages, synchronous_commit: commit } = settings
  const findings: (Finding | false)[] = [
    fsync !== 'on' && {
      ...{ setting: 'fsync', value: fsync ?? '', here: true },
      why: 'un corte de luz puede dañar la base de datos entera',
    },
    pages !== 'on' && {
      ...{ setting: 'full_page_writes', value: pages ?? '', here: true },
      why: 'un corte de luz puede dejar páginas escritas a medias, que la recuperación no puede arreglar',
    },
    // `on`, `remote_apply` and `remote_write` all wait until the disk of this server has the commit.
    commit === 'off' && {
      ...{ setting: 'synchronous_commit', value: commit, here: true },
      why: 'lo último que se confirmó se pierde si PostgreSQL cae: alguien tendría un radicado que no existe',
    },
    // Without a synchronous standby `local` is `on`; with one, whoever named it counts on its copy.
    commit === 'local' &&
      settings.synchronous_standby_names?.trim() !== '' && {
        ...{ setting: 'synchronous_commit', value: commit, here: false },
        why: 'la réplica síncrona puede no tener lo último que se confirmó cuando ocupe el lugar de este servidor',
      },
  ]
  return findings.filter((finding) => finding !== false)
}

/** @returns what is allowed and must be shouted @throws UnsafePostgresError unless it is allowed */
export async function assertDurable(db: Db, allowUnsafe: boolean): Promise<Finding[]> {
  const findings = await durabilityFindings(db)
  if (!allowUnsafe && findings.some(({ here }) => here)) throw new UnsafePostgresError(findings)
  return findings
}
