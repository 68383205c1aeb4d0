import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * The first answer of a Redis to one line, as it came: enough to tell whose server it is and to clean up behind a test.
 * @throws when it answers with an error, or not in time
 */
export async function askRedis(url: string, line: string, timeoutMs = 2_000): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) || 6379 })
  const timer = setTimeout(() => socket.destroy(new Error(`${hostname}:${port} gives no answer`)), timeoutMs)
  try {
    await once(socket, 'connect')
    socket.write(`${line}\r\n`)
    const [answer] = (await once(socket, 'data')).map(String)
    if (answer === undefined || answer.startsWith('-')) throw new Error(`Redis says ${answer?.trim()}`)
    return answer
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}
