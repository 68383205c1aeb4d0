import { openDatabase } from '@ventanilla/database'
import { freshDatabase, tcpProxy } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { deriveId, eventLogMigrations, openPostgresLog, type Unit } from '../src/index.ts'

const AT = '2026-03-24T15:00:00.000Z'
const noted = (n: number): Unit => ({
  appends: [
    {
      stream: `case/${n}`,
      expected: 0,
      events: [{ id: deriveId('lost-answer', n), type: 'Noted', data: { n }, at: AT }],
      actor: 'test',
      claim: { key: `key/${n}`, digest: 'same' },
      number: { series: 'filings', prefix: 'R-', width: 4, event: 0 },
    },
  ],
})

/** A log of which a proxy carries every byte. */
async function farLog() {
  const fresh = await freshDatabase({
    prefix: 'far',
    migrations: { service: 'log', dir: eventLogMigrations },
  })
  const proxy = await tcpProxy({ to: new URL(fresh.url).host })
  const database = await openDatabase({ url: proxy.url(fresh.url), max: 4 })
  return {
    proxy,
    log: openPostgresLog(database),
    async [Symbol.asyncDispose]() {
      proxy.heal()
      await database.close()
      await proxy[Symbol.asyncDispose]()
      await fresh.drop()
    },
  }
}

it('learns by asking again that a group was committed whose answer was lost', async () => {
  await using far = await farLog()
  const lost = far.proxy.cutAfter({ client: 'log.write(' })
  const first = far.log.write('a', noted(1))
  await lost
  expect(await first).toEqual({
    outcome: 'repeated',
    appends: [{ stream: 'case/1', position: 1, version: 1 }],
  })
  expect(await far.log.write('a', noted(2))).toMatchObject({ outcome: 'written', appends: [{ position: 2 }] })
  expect((await far.log.read('a', 0, 10)).map(({ data }) => data)).toEqual([
    { n: 1, number: 1, radicado: 'R-0001' },
    { n: 2, number: 2, radicado: 'R-0002' },
  ])
})

it('says of each unit of a lost group what became of it', async () => {
  await using far = await farLog()
  await far.log.write('a', noted(1))
  const lost = far.proxy.cutAfter({ client: 'log.write(' })
  const group = Promise.all([2, 3, 1].map((n) => far.log.write('a', noted(n))))
  await lost
  expect(await group).toMatchObject(
    [2, 3, 1].map((n) => ({ outcome: 'repeated', appends: [{ position: n }] })),
  )
  expect(await far.log.head('a')).toBe(3)
})

it('writes once what was cut again and again, before the server had it and after', async () => {
  await using far = await farLog()
  for (let n = 1; n <= 30; n++) {
    const written = far.log.write('a', noted(n))
    if (n % 3 === 1) await far.proxy.cutAfter({ client: 'log.write(' })
    if (n % 3 === 2) far.proxy.cut(n % 2 === 0 ? 'reset' : 'end')
    expect(await written).toMatchObject({ appends: [{ stream: `case/${n}`, position: n }] })
  }
})
