/** A test process that says which server it found. */
import { testPostgres } from '../src/test-postgres.ts'

const server = await testPostgres()
await testPostgres()
process.send?.(server.url('postgres'))
process.disconnect()
