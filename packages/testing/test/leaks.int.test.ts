import { once } from 'node:events'
import { createServer } from 'node:net'
import { openDatabase } from '@ventanilla/database'
import { expect, it } from 'vitest'
import { freshDatabase } from '../src/fresh-database.ts'
import { watchLeaks } from '../src/leaks.ts'

it('finds a database that was not closed, on both sides', async () => {
  await using fresh = await freshDatabase({ prefix: 'leaks', max: 1 })
  const check = { database: fresh.database, applicationName: 'leaky', graceMs: 100 }
  const leaks = watchLeaks()
  const leaky = await openDatabase({ url: fresh.url, applicationName: 'leaky' })
  await expect(leaks.check(check)).rejects.toThrow(/leaked: backend \d+ .*; 1 × TCPSocketWrap/)
  await leaky.close()
  await leaks.check({ ...check, graceMs: 2_000 })
})

it('finds timers and servers, and not those that were there before', async () => {
  const before = setInterval(() => undefined, 1_000)
  const leaks = watchLeaks()
  await leaks.check()
  const timer = setInterval(() => undefined, 1_000)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  await expect(leaks.check({ graceMs: 50 })).rejects.toThrow(
    /1 × Timeout; 1 × TCPServerWrap|1 × TCPServerWrap; 1 × Timeout/,
  )
  clearInterval(timer)
  server.close()
  await leaks.check()
  clearInterval(before)
})
