export { deriveId } from './derive-id.ts'
export type {
  Append,
  ConsecutiveNumber,
  EventLog,
  NewEvent,
  Place,
  Recorded,
  RefusalCode,
  Story,
  Stream,
  Unit,
  Written,
  WrittenAppend,
} from './event-log.ts'
export { eventLogMigrations, openPostgresLog } from './postgres.ts'
export { versionedLog } from './versioned.ts'
