export { type FreshDatabase, type FreshDatabaseOptions, freshDatabase } from './fresh-database.ts'
export { type LeakCheck, type LeakWatch, watchLeaks } from './leaks.ts'
export type { Migrations } from './template.ts'
export { type TestPostgres, testPostgres } from './test-postgres.ts'
