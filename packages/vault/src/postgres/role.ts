import type { Database, Db } from '@ventanilla/database'

const GRANTS = [
  'grant usage on schema vault to %1$I',
  'grant select, insert, update, delete on vault.records to %1$I',
  // Keys are wrapped anew and destroyed, never deleted: an erased subject keeps its row.
  'grant select, insert, update on vault.keys to %1$I',
  'grant select, insert, delete on vault.masters to %1$I',
  'grant select, insert on vault.links, vault.erasures to %1$I',
  'alter role %1$I set search_path = vault',
]

/**
 * A role that sees schema `vault` and nothing else, for the services to open the vault with: whoever gets
 * hold of another service's role reads no personal data, not even sealed. Made by the owner, after the
 * migrations, in a database that holds only the vault: nobody else keeps the right to connect to it. May be
 * repeated; the password is set anew.
 */
export async function ensureRole(database: Database, { role, password }: { role: string; password: string }) {
  await database.transaction(async (tx) => {
    // Two that start at once: CREATE ROLE has no "if not exists".
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`vault role ${role}`])
    const [there] = await tx.query('select from pg_roles where rolname = $1', [role])
    const verb = there ? 'alter' : 'create'
    await run(tx, `${verb} role %1$I login nosuperuser nocreatedb nocreaterole password %2$L`, role, password)
    const [current] = await tx.query<{ name: string }>('select current_database() as name')
    await run(tx, 'revoke all on database %2$I from public', role, current?.name ?? '')
    await run(tx, 'grant connect on database %2$I to %1$I', role, current?.name ?? '')
    for (const grant of GRANTS) await run(tx, grant, role, '')
  })
}

/** Names and passwords can't be parameters of such statements; `format` quotes them on the server. */
async function run(tx: Db, statement: string, role: string, other: string): Promise<void> {
  const [row] = await tx.query<{ sql: string }>('select format($1, $2::text, $3::text) as sql', [
    statement,
    role,
    other,
  ])
  await tx.query(row?.sql ?? '')
}
