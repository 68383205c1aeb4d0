import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
}

const END = Buffer.from('\r\n\r\n')

/**
 * One connection that is kept alive, one request at a time. As little as can be asked of a client: on two processors
 * what it costs is taken from who is measured.
 */
export async function httpClient(address: string) {
  const { host } = new URL(address)
  let { socket, next } = await connectTo(address)
  return {
    async ask(method: string, path: string, headers: string, body = ''): Promise<Answer> {
      const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
      // A server ends connections that nobody has used for a minute; what is written to one is never answered.
      if (socket.destroyed) ({ socket, next } = await connectTo(address))
      const answer = next()
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${headers}${length}\r\n${body}`)
      return answer
    },
    close: () => socket.destroy(),
  }
}

async function connectTo(address: string) {
  const { hostname, port } = new URL(address)
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  return { socket, next: answersOf(socket) }
}

export type HttpClient = Awaited<ReturnType<typeof httpClient>>

function answersOf(socket: Socket): () => Promise<Answer> {
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  let bytes: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    const read = readAnswer(bytes)
    if (!read) return
    bytes = bytes.subarray(read.end)
    const { resolve } = waiting ?? {}
    waiting = undefined
    resolve?.(read.answer)
  })
  const lost = (error: Error) => waiting?.reject(error)
  socket.on('error', lost)
  socket.on('close', () => lost(new Error('the server closed the connection')))
  return () =>
    new Promise((resolve, reject) => {
      if (waiting) throw new Error('one request at a time')
      waiting = { resolve, reject }
    })
}

function readAnswer(bytes: Buffer): { answer: Answer; end: number } | undefined {
  const head = bytes.indexOf(END)
  if (head < 0) return undefined
  const text = bytes.toString('latin1', 0, head)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1])
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${text.split('\r\n')[0]}`)
  const end = head + END.length + length
  if (bytes.length < end) return undefined
  return {
    answer: { status: Number(text.slice(9, 12)), body: bytes.toString('utf8', head + END.length, end) },
    end,
  }
}
