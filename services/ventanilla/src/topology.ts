/** How the services are run: all in one process, or each in its own on Kafka. */
export const TOPOLOGIES = ['embedded', 'distributed'] as const
export type Topology = (typeof TOPOLOGIES)[number]
