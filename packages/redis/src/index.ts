export { memoryCounter } from './memory-counter.ts'
export type { Cache, Channel, Counter, Hit, Presence } from './ports.ts'
export { memoryShared, openShared, type Shared, type SharedOptions } from './shared.ts'
