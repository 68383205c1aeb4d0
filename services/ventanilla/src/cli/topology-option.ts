import type { Command } from 'commander'
import { TOPOLOGIES, type Topology } from '../topology.ts'
import type { BadInput } from './bad-input.ts'

export interface TopologyFlags {
  topology: string
  replicas: string
}

export interface ChosenTopology {
  topology: Topology
  replicas: number
}

const MOST_REPLICAS = 16

export function topologyOptions(command: Command): Command {
  return command
    .option(
      '--topology <forma>',
      'embedded, todo en este proceso; o distributed, un proceso por servicio sobre Kafka',
      process.env.TOPOLOGY || 'embedded',
    )
    .option('--replicas <n>', 'procesos de cada servicio, con distributed', process.env.REPLICAS || '1')
}

export function chosenTopology({ topology, replicas }: TopologyFlags): ChosenTopology | BadInput {
  const known = TOPOLOGIES.find((one) => one === topology)
  if (known === undefined) {
    const detail = `--topology es ${TOPOLOGIES.join(' o ')}, no «${topology}»`
    return { code: 'topology-invalid', field: 'topology', detail }
  }
  const count = Number(replicas)
  if (!/^\d{1,2}$/.test(replicas) || count < 1 || count > MOST_REPLICAS) {
    const detail = `--replicas es un número de 1 a ${MOST_REPLICAS}`
    return { code: 'replicas-invalid', field: 'replicas', detail }
  }
  if (known === 'embedded' && count > 1) {
    const detail = '--replicas solo vale con --topology distributed'
    return { code: 'replicas-invalid', field: 'replicas', detail }
  }
  return { topology: known, replicas: count }
}
