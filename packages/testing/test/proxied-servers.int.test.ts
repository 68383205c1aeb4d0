import { askRedis, metadata } from '@ventanilla/local-servers'
import { expect, it, vi } from 'vitest'
import { freshKeys } from '../src/fresh-keys.ts'
import { ownKafka, ownRedis } from '../src/own-server.ts'
import { tcpProxy } from '../src/tcp-proxy.ts'

vi.setConfig({ testTimeout: 240_000 })

it('a Kafka behind a proxy sends its clients back there, and stays reachable past it', async () => {
  // The proxy must be known to the broker, and the broker to the proxy: so the proxy asks later.
  let behind: string | undefined
  await using proxy = await tcpProxy({ to: () => String(behind) })
  await using own = await ownKafka({ proxy: proxy.address })
  behind = own.server.behindProxy
  expect((await metadata(proxy.address)).brokers).toEqual([proxy.address])
  expect((await metadata(own.server.brokers)).brokers).toEqual([own.server.brokers])

  proxy.blackhole()
  await expect(metadata(proxy.address, 300)).rejects.toThrow('gives no answer')
  expect((await metadata(own.server.brokers)).brokers).toEqual([own.server.brokers])
  proxy.heal()
  expect((await metadata(proxy.address)).brokers).toEqual([proxy.address])

  await own.server.kill()
  await expect(metadata(proxy.address)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await own.restart()
  behind = own.server.behindProxy
  expect((await metadata(proxy.address)).brokers).toEqual([proxy.address])
})

it('a write to Redis whose answer is lost was done', async () => {
  await using keys = await freshKeys('proxied')
  await using proxy = await tcpProxy({ to: new URL(keys.url).host })
  const lost = proxy.cutAfter({ client: 'INCR' })
  const counted = `INCR ${keys.prefix}count`
  await expect(askRedis(proxy.url(keys.url), counted)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await lost
  expect(await askRedis(proxy.url(keys.url), counted)).toBe(':2\r\n')
})

it('a Redis of its own comes back empty, where it was', async () => {
  await using own = await ownRedis()
  const { url } = own.server
  await askRedis(url, 'SET key value')
  await own.server.kill()
  await expect(askRedis(url, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await own.restart()
  expect(await askRedis(url, 'GET key')).toBe('$-1\r\n')
})
