import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Mail extends AsyncDisposable {
  url: string
  /** How often each Message-ID crossed the wire. */
  received: ReadonlyMap<string, number>
}

/** A real SMTP server that counts what it takes, and outlives every service that is killed. */
export async function startMail(): Promise<Mail> {
  const received = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    async onData(stream, _session, done) {
      try {
        const id = messageId((await buffer(stream)).toString('latin1'))
        received.set(id, (received.get(id) ?? 0) + 1)
        done()
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
  })
  // A client that is killed in the middle is what this is here for.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function messageId(message: string): string {
  const id = /^message-id:\s*(<[^>]+>)/im.exec(message)?.[1]
  if (id === undefined) throw new Error('a message without Message-ID')
  return id
}
