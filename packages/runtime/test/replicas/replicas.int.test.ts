import { freshDatabase } from '@ventanilla/testing'
import { onTestFinished } from 'vitest'
import { postgresReplicas, replicasMigrations } from '../../src/replicas/postgres.ts'
import { replicasConformance } from './replicas-conformance.ts'

replicasConformance('PostgreSQL', async () => {
  const { url, database, drop } = await freshDatabase({
    prefix: 'replicas',
    migrations: { service: 'runtime', dir: replicasMigrations },
  })
  onTestFinished(drop)
  const options = { url, applicationName: 'ventanilla-test-replicas', leaseMs: 600_000 }
  return {
    views: [postgresReplicas(options), postgresReplicas(options)],
    async endLease(replica) {
      await database.query('update runtime.replicas set until = clock_timestamp() where replica = $1', [
        replica,
      ])
    },
  }
})
