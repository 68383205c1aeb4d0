import { type RunAs, runAs } from '@ventanilla/processes'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { isServerOf, killServer, type Postmaster } from './postmaster.ts'

/** Fast shutdown (30 s at most), immediate when that is not enough (10 s): the next start then recovers. */
export async function stopServer(
  cluster: Cluster,
  binaries: Binaries,
  who: RunAs,
  server: Postmaster,
): Promise<void> {
  for (const [mode, seconds] of [
    ['fast', '30'],
    ['immediate', '10'],
  ] as const) {
    if (!(await isServerOf(server.pid, cluster.data))) return
    await runAs(who, binaries.pgCtl, ['stop', '-s', '-w', '-D', cluster.data, '-m', mode, '-t', seconds])
  }
  if (await isServerOf(server.pid, cluster.data)) await killServer(cluster.data)
}
