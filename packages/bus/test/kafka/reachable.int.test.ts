import { createServer, type Socket } from 'node:net'
import { testKafka } from '@ventanilla/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { assertReachable, BrokersUnreachable } from '../../src/kafka/index.ts'
import { SLOW_MS } from './world.ts'

/** A port that nobody listens on. */
const NOBODY = '127.0.0.1:1'
const silence = () => {}
const logger = { debug: silence, info: silence, warn: silence, error: silence }
const reach = (brokers: string[]) => assertReachable({ brokers, clientId: 'test', logger })

/** Where somebody listens who is no broker. */
async function listening(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', silence))
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

describe('whether brokers can be reached', { timeout: SLOW_MS }, () => {
  it('is so when one of them answers', async () => {
    const { brokers } = await testKafka()
    await expect(reach([NOBODY, brokers])).resolves.toBeUndefined()
  })

  it('tells of each address why not', async () => {
    const mute = await listening(silence)
    const other = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const error = await reach([NOBODY, mute, other, 'nobody.invalid:9092']).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BrokersUnreachable)
    const codes = (error as BrokersUnreachable).tried.map(({ broker, code }) => `${broker} ${code}`)
    expect(codes).toEqual([
      `${NOBODY} ECONNREFUSED`,
      `${mute} timeout`,
      `${other} closed`,
      expect.stringMatching(/^nobody\.invalid:9092 (ENOTFOUND|EAI_AGAIN)$/),
    ])
  })
})
