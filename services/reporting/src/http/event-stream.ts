import { Readable } from 'node:stream'

/** A message of text/event-stream (HTML Standard, 9.2). Its data is JSON, which holds no line ends. */
export function message(event: string, id: number, data: object): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** Keeps proxies from taking the line for dead. */
export const heartbeat = ': \n\n'

/**
 * A body that is produced as it is taken. When what was produced isn't taken for `stallMs` the connection is cut:
 * nothing is kept for a reader who doesn't read, and nothing is lost, since a reader comes back with the last id.
 * @param produce told by its signal when nobody is left to read; `Readable.from` would wait for it first
 */
export function unhurried(
  produce: (signal: AbortSignal) => AsyncGenerator<string>,
  stallMs: number,
): Readable {
  const ended = new AbortController()
  const chunks = produce(ended.signal)
  let stalled: NodeJS.Timeout | undefined

  async function next(): Promise<void> {
    const { done, value } = await chunks.next()
    if (ended.signal.aborted) return
    stalled = setTimeout(() => stream.destroy(new Error('the reader does not read')), stallMs)
    stream.push(done ? null : value)
  }

  const stream = new Readable({
    read() {
      clearTimeout(stalled)
      next().catch((error: Error) => stream.destroy(error))
    },
    destroy(error, callback) {
      clearTimeout(stalled)
      ended.abort()
      chunks.return(undefined).then(
        () => callback(error),
        () => callback(error),
      )
    },
  })
  return stream
}
