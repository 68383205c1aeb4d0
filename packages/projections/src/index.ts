export { BuiltElsewhere } from './build-lock.ts'
export { caughtUpTable } from './caught-up.ts'
export type { Comparison } from './compare.ts'
export { digestOf } from './digest.ts'
export { activeTable, type Generation, generations } from './generations.ts'
export { countPolled, raiseLow, readPolled } from './polled.ts'
export {
  type ColumnType,
  type Projected,
  type Projection,
  type ProjectionDefinition,
  projection,
  type Row,
  type Value,
} from './projection.ts'
export { createProjector, type Projector, type ProjectorOptions } from './projector.ts'
export type { Phase, RebuildOptions, Rebuilt } from './rebuild.ts'
export { type Standing, standingOf } from './standing.ts'

/** The bookkeeping of read models, for `migrate`. */
export const projectionsMigrations = new URL('../sql/', import.meta.url)
