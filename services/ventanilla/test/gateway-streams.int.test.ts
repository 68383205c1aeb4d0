import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { bareServer, gatewayBefore, json, readAll, serviceOf } from './gateway-world.ts'

it('live updates arrive as they are written, and end when the gateway stops', async () => {
  const { origin } = await bareServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: 1\n\n')
  })
  const { address, app } = await gatewayBefore({ reporting: [origin] })
  const response = await fetch(`${address}/v1/worklist/live`)
  const reader = response.body?.getReader()
  expect(String(Buffer.from((await reader?.read())?.value ?? []))).toBe('data: 1\n\n')
  await app.close()
  await expect(reader?.read()).rejects.toThrow()
})

it('a long upload reaches the service while it is still being sent, whole and in order', async () => {
  let begun = () => {}
  const first = new Promise<void>((resolve) => {
    begun = resolve
  })
  const { origin } = await bareServer(async (request, response) => {
    let length = 0
    let sum = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
      begun()
      for (const byte of chunk) sum = (sum * 31 + byte) % 1_000_003
      length += chunk.length
    }
    response.end(JSON.stringify({ length, sum }))
  })
  const { address } = await gatewayBefore({ intake: [origin] })
  const piece = Buffer.alloc(1 << 20, 'peticiones ')
  async function* pieces() {
    yield piece
    await first // buffered whole, it would never come
    for (let n = 1; n < 24; n++) yield piece
  }
  const answer = await fetch(`${address}/v1/files`, {
    method: 'POST',
    body: ReadableStream.from(pieces()),
    duplex: 'half',
  } as RequestInit)
  let sum = 0
  for (let n = 0; n < 24; n++) for (const byte of piece) sum = (sum * 31 + byte) % 1_000_003
  expect(await answer.json()).toEqual({ length: 24 << 20, sum })
})

it('a download that nobody takes holds the service back, and one that breaks off breaks off', async () => {
  let written = 0
  const { origin } = await bareServer((_request, response) => {
    const piece = Buffer.alloc(64 << 10)
    const more = () => {
      while (!response.destroyed && response.write(piece)) written += piece.length
    }
    response.on('drain', more)
    more()
  })
  const { address } = await gatewayBefore({ intake: [origin] })
  const stop = new AbortController()
  await fetch(`${address}/v1/files/x`, { signal: stop.signal })
  let before = -1
  while (before !== written) {
    before = written
    await wait(200)
  }
  expect(written).toBeLessThan(64 << 20)
  stop.abort()

  const { origin: broken } = await bareServer((_request, response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('12345', () => response.destroy())
  })
  const { address: other } = await gatewayBefore({ intake: [broken] })
  await expect((await fetch(`${other}/v1/files/x`)).text()).rejects.toThrow()
})

it('a client that goes away is gone for the service too', async () => {
  const aborted: Promise<void>[] = []
  const { origin } = await bareServer((request) => {
    request.on('error', () => {}) // that it was aborted
    aborted.push(new Promise((resolve) => request.once('close', resolve)))
  })
  const { address } = await gatewayBefore({ routing: [origin] })
  const stop = new AbortController()
  const asked = fetch(`${address}/v1/cases`, { signal: stop.signal })
  while (aborted.length === 0) await wait(5)
  stop.abort()
  await expect(asked).rejects.toThrow()
  await Promise.all(aborted)
})

it('a refusal before the end of a body comes through', async () => {
  const { origin } = await serviceOf(async (app) => {
    app.post('/v1/filings', { config: { auth: 'public' }, schema: { hide: true } }, async () => ({}))
  })
  const { address } = await gatewayBefore({ intake: [origin] })
  for (let n = 0; n < 5; n++) {
    const { port } = new URL(address)
    const headers = { 'content-type': 'application/json', 'content-length': String(64 << 20) }
    const sent = httpRequest({ port, path: '/v1/filings', method: 'POST', headers })
    sent.on('error', () => {}) // hung up on, as it should be
    sent.write(Buffer.alloc(1 << 10))
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    expect(answer).toMatchObject({ statusCode: 413, headers: { connection: 'close' } })
    expect(json(String(await readAll(answer)))).toMatchObject({ code: 'body-too-large' })
    sent.destroy()
  }
})
