import { memoryReplicas } from './memory-replicas.ts'
import { replicasConformance } from './replicas-conformance.ts'

replicasConformance('memory', async () => {
  let now = 0
  const replicas = memoryReplicas(() => now)
  return {
    views: [replicas, replicas],
    async endLease() {
      now += replicas.leaseMs
    },
  }
})
