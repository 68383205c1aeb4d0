/** A test process that is killed while it has a database. */
import { freshDatabase } from '../src/fresh-database.ts'

const { name } = await freshDatabase({ prefix: 'abandoned' })
process.send?.(name)
