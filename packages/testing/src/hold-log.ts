import { openDatabase } from '@ventanilla/database'

/** A client that takes the lock of a log inside a transaction, says so, and does nothing more until it is killed. */
const [url = '', entity = ''] = process.argv.slice(2)
const database = await openDatabase({ url, max: 1, applicationName: 'holder' })
const connection = await database.connect()
await connection.query('begin')
await connection.query('update log.heads set position = position where entity = $1', [entity])
process.stdout.write('holding\n')
setInterval(() => {}, 1_000)
