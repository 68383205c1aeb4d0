import { homedir } from 'node:os'
import { join } from 'node:path'

/** What serves every data folder of this user: programs that were copied or fetched, and what root can't keep elsewhere. */
export function storeFolder(): string {
  if (process.getuid?.() === 0) return '/var/lib/ventanilla'
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ventanilla')
}
