import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * The few bytes of Kafka's protocol that tell whether a broker serves and which topics it has. Starting a broker and
 * cleaning up behind tests must not hang on the client that the bus happens to use.
 */
export interface Request {
  api: number
  version: number
  body: Buffer
}

/** Sends one request on a connection of its own. @returns the body of the answer; @throws when none comes in time */
export async function ask(address: string, request: Request, timeoutMs = 10_000): Promise<Reader> {
  const { host, port } = addressOf(address)
  const socket = connect({ host, port })
  const timer = setTimeout(() => socket.destroy(new Error(`${address} gives no answer`)), timeoutMs)
  try {
    await once(socket, 'connect')
    const head = new Writer().int16(request.api).int16(request.version).int32(1).string('ventanilla')
    const frame = Buffer.concat([head.done(), request.body])
    socket.write(Buffer.concat([new Writer().int32(frame.length).done(), frame]))
    let received = Buffer.alloc(0)
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer])
      if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) break
    }
    if (received.length < 8) throw new Error(`${address} closed the connection`)
    return new Reader(received.subarray(8))
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function addressOf(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(`tcp://${address}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
}

export class Writer {
  readonly #parts: Buffer[] = []

  int16(value: number): this {
    const bytes = Buffer.alloc(2)
    bytes.writeInt16BE(value)
    return this.#add(bytes)
  }
  int32(value: number): this {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(value)
    return this.#add(bytes)
  }
  boolean(value: boolean): this {
    return this.#add(Buffer.from([value ? 1 : 0]))
  }
  string(value: string): this {
    const bytes = Buffer.from(value)
    this.int16(bytes.length)
    return this.#add(bytes)
  }
  list<T>(items: readonly T[], write: (item: T) => void): this {
    this.int32(items.length)
    for (const item of items) write(item)
    return this
  }
  done(): Buffer {
    return Buffer.concat(this.#parts)
  }
  #add(bytes: Buffer): this {
    this.#parts.push(bytes)
    return this
  }
}

export class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  int16(): number {
    this.#at += 2
    return this.#bytes.readInt16BE(this.#at - 2)
  }
  int32(): number {
    this.#at += 4
    return this.#bytes.readInt32BE(this.#at - 4)
  }
  boolean(): boolean {
    this.#at += 1
    return this.#bytes.readUInt8(this.#at - 1) !== 0
  }
  /** '' for null. */
  string(): string {
    const length = Math.max(this.int16(), 0)
    this.#at += length
    return this.#bytes.toString('utf8', this.#at - length, this.#at)
  }
  list<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(this.int32(), 0) }, read)
  }
}
