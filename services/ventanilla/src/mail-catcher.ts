import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface MailCatcher extends AsyncDisposable {
  /** 'smtp://127.0.0.1:port' */
  url: string
  /** The different Message-IDs it has on disk, of this run and of those before. */
  received(): Promise<Set<string>>
}

/**
 * A real SMTP server that keeps what it takes as `.eml` files in a folder and delivers to nobody. A message that
 * crosses the wire twice has one Message-ID, and so one file.
 */
export async function startMailCatcher(folder: string): Promise<MailCatcher> {
  await closeToOthers(folder)
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 25 * 1024 * 1024,
    logger: false,
    async onData(stream, _session, done) {
      try {
        await keep(folder, await buffer(stream))
        done()
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
  })
  // A client that goes away in the middle is its own matter; without a listener it would end the process.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => messageIds(folder),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Letters name people: nobody else of this machine reads them, nor those that an earlier version kept. */
async function closeToOthers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  for (const name of await readdir(folder)) if (name.endsWith('.eml')) await chmod(join(folder, name), 0o600)
}

async function keep(folder: string, message: Buffer): Promise<void> {
  const id = messageIdOf(message) ?? createHash('sha256').update(message).digest('hex')
  const name = createHash('sha256').update(id).digest('hex').slice(0, 32)
  const part = join(folder, `${name}.${process.pid}.part`)
  await writeFile(part, message, { mode: 0o600 })
  await rename(part, join(folder, `${name}.eml`))
}

async function messageIds(folder: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.eml')) continue
    const id = messageIdOf(await readFile(join(folder, name)))
    if (id) ids.add(id)
  }
  return ids
}

/** The header of RFC 5322 §3.6.4, also when it is folded onto a second line. */
function messageIdOf(message: Buffer): string | undefined {
  const end = message.indexOf('\r\n\r\n')
  const headers = message.subarray(0, end < 0 ? message.length : end).toString('latin1')
  return /^message-id:\s*(<[^>]+>)/im.exec(headers)?.[1]
}
