export { type Alone, serveAlone } from './alone.ts'
export { asProcess } from './as-process.ts'
export { type Backoff, backoffDelay, defaultBackoff } from './backoff.ts'
export { bounded, TimeoutError } from './bounded.ts'
export { type BusinessClock, isDriven, systemClock, type WatermarkClock, watermarkClock } from './clock.ts'
export {
  allowUnsafePostgres,
  ConfigError,
  type ConfigProblem,
  type Environment,
  fileList,
  postgresUrl,
  readConfig,
  trustedProxies,
} from './config.ts'
export { type Drain, type DrainOptions, drainOnSignals, type Host } from './drain.ts'
export { type DrivenChild, driveProcesses, type ProcessDriver } from './driven/drive-processes.ts'
export type { Fatal } from './fatal.ts'
export { type Check, type CheckReport, createHealth, type Health, type HealthReport } from './health.ts'
export { kafkaAddress, kafkaConfig } from './kafka-bus.ts'
export { keptJson, keptSecret, SecretFileError } from './kept-secret.ts'
export { createLogger, type Logger, type LoggerOptions } from './logger.ts'
export { type Loop, type LoopOptions, loop } from './loop.ts'
export { isServing } from './parent.ts'
export type { ParkedModel } from './parking/parked-model.ts'
export type { Vitals } from './pulse.ts'
export { run } from './run.ts'
export type { Running, RunOptions } from './run-options.ts'
export { failureName, mask, type SafeError, safeError } from './safe-error.ts'
export { addressOf } from './serve.ts'
export { type Job, projectorsOf, type Service } from './service.ts'
export { errorsOf, routesOf } from './service-routes.ts'
export {
  databaseCheck,
  openServiceStore,
  type ServiceStore,
  type ServiceStoreOptions,
  shout,
  storeMigrations,
} from './service-store.ts'
export { type Lag, NotSettledError } from './settle.ts'
export { openSharing, type Sharing, sharingConfig } from './sharing.ts'
