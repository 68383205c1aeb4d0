import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TcpProxy, tcpProxy } from '../src/tcp-proxy.ts'

/** Answers each line with the same in capitals; remembers what it heard and how each connection ended. */
async function shouter() {
  const heard: string[] = []
  const ends: string[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('data', (chunk) => {
      heard.push(String(chunk))
      socket.write(String(chunk).toUpperCase())
    })
    socket.on('end', () => ends.push('end'))
    socket.on('error', (error: NodeJS.ErrnoException) => ends.push(String(error.code)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { address: `127.0.0.1:${port}`, heard, ends, sockets, close }
}

let server: Awaited<ReturnType<typeof shouter>>
let proxy: TcpProxy
const clients: Socket[] = []
beforeEach(async () => {
  server = await shouter()
  proxy = await tcpProxy({ to: server.address })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await proxy[Symbol.asyncDispose]()
  await server.close()
})

async function client() {
  const socket = connect(proxy.port, '127.0.0.1')
  clients.push(socket)
  const said = { text: '', end: '' }
  socket.on('data', (chunk) => {
    said.text += String(chunk)
  })
  socket.on('end', () => {
    said.end ||= 'end'
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    said.end ||= String(error.code)
  })
  await once(socket, 'connect')
  return { socket, said }
}

it('carries both ways, in order, as much as there is', async () => {
  const { socket, said } = await client()
  const lines = Array.from({ length: 50_000 }, (_, n) => `line ${n}\n`).join('')
  socket.write(lines)
  await expect.poll(() => said.text.length).toBe(lines.length)
  expect(said.text).toBe(lines.toUpperCase())
  socket.end()
  await expect.poll(() => proxy.connections).toEqual({ made: 1, open: 0 })
  expect(server.ends).toEqual(['end'])
})

it('cuts with a reset or with an end, and serves whoever comes again', async () => {
  for (const [how, seen] of [
    ['reset', 'ECONNRESET'],
    ['end', 'end'],
  ] as const) {
    const { socket, said } = await client()
    socket.write(`${how}\n`)
    await expect.poll(() => said.text).toBe(`${how.toUpperCase()}\n`)
    proxy.cut(how)
    await expect.poll(() => said.end).toBe(seen)
  }
  await expect.poll(() => server.ends).toEqual(['ECONNRESET', 'end'])
  expect(proxy.connections.made).toBe(2)
})

it('delays without changing the order', async () => {
  const { socket, said } = await client()
  proxy.delay(100)
  const began = performance.now()
  socket.write('slow ')
  await expect.poll(() => server.heard, { interval: 5 }).toEqual(['slow '])
  expect(performance.now() - began).toBeGreaterThanOrEqual(99)
  proxy.heal()
  socket.write('fast')
  await expect.poll(() => said.text).toBe('SLOW FAST')
})

it('swallows what is sent, on old connections and on new ones, and mends by cutting', async () => {
  const { socket, said } = await client()
  proxy.blackhole()
  socket.write('lost')
  const late = await client()
  late.socket.write('lost too')
  await expect.poll(() => proxy.swallowed).toBe(12)
  expect([said, late.said]).toEqual(Array(2).fill({ text: '', end: '' }))
  proxy.heal()
  await expect.poll(() => [said.end, late.said.end]).toEqual(['ECONNRESET', 'ECONNRESET'])
  const again = await client()
  again.socket.write('here')
  await expect.poll(() => again.said.text).toBe('HERE')
  expect(server.heard).toEqual(['here'])
})

it.each([
  ['server', { text: 'A', end: '' }, ['ECONNRESET']],
  ['client', { text: 'A', end: 'ECONNRESET' }, []],
] as const)('closes the side of the %s alone', async (side, seen, ends) => {
  const { socket, said } = await client()
  socket.write('a')
  await expect.poll(() => said.text).toBe('A')
  proxy.halfOpen(side)
  socket.write('b')
  await expect.poll(() => [said, server.ends]).toEqual([seen, ends])
  expect(server.heard).toEqual(['a'])
  expect(proxy.connections.open).toBe(1)
  const again = await client()
  again.socket.write('c')
  await expect.poll(() => again.said.text).toBe('C')
})

it('loses the answer to what the client sent, in pieces too, and the server reads it all', async () => {
  const { socket, said } = await client()
  const lost = proxy.cutAfter({ client: 'COMMIT;' })
  socket.write('begin;COM')
  await expect.poll(() => said.text).toBe('BEGIN;COM')
  socket.write('MIT;')
  await lost
  await expect.poll(() => said.end).toBe('ECONNRESET')
  expect(said.text).toBe('BEGIN;COM')
  expect(server.heard.join('')).toBe('begin;COMMIT;')
  expect(server.ends).toEqual(['end'])
})

it('loses an answer that says what is waited for, once', async () => {
  const lost = proxy.cutAfter({ server: (sent) => sent.includes('DONE') })
  const first = await client()
  first.socket.write('is it done?')
  await lost
  await expect.poll(() => first.said).toEqual({ text: '', end: 'ECONNRESET' })
  const second = await client()
  second.socket.write('is it done?')
  await expect.poll(() => second.said.text).toBe('IS IT DONE?')
})

it('resets whoever comes while there is no server behind it', async () => {
  await using nowhere = await tcpProxy({ to: () => '127.0.0.1:1' })
  const socket = connect(nowhere.port, '127.0.0.1')
  const [error] = await once(socket, 'error')
  expect(error.code).toBe('ECONNRESET')
})
