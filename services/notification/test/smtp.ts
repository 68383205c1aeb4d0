import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Stage = 'connect' | 'from' | 'to' | 'data'

export interface TestSmtp extends AsyncDisposable {
  url: string
  port: number
  /** Every message that came over the wire, as often as it did. */
  raw: readonly string[]
  read(): Promise<ParsedMail[]>
  ids(): Promise<string[]>
  /** Connections that were open at the same time, at most. */
  most(): number
  close(): Promise<void>
}

export interface SmtpBehaviour {
  port?: number
  /** A reply code to refuse with at a stage; undefined lets it pass. */
  refuse?: (stage: Stage, address: string) => number | undefined
}

/** A real SMTP server on this machine. */
export async function startSmtp({
  port = 0,
  refuse = () => undefined,
}: SmtpBehaviour = {}): Promise<TestSmtp> {
  const raw: string[] = []
  let open = 0
  let most = 0
  const judge = (stage: Stage, address: string): Error | undefined => {
    const responseCode = refuse(stage, address)
    // As real servers do, the refusal quotes the address: it must get no further than here.
    return responseCode === undefined
      ? undefined
      : Object.assign(new Error(`refused <${address}>`), { responseCode })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      open += 1
      most = Math.max(most, open)
      done(judge('connect', ''))
    },
    onClose() {
      open -= 1
    },
    onMailFrom: ({ address }, _session, done) => done(judge('from', address)),
    onRcptTo: ({ address }, _session, done) => done(judge('to', address)),
    async onData(stream, session, done) {
      const body = (await buffer(stream)).toString()
      const to = session.envelope.rcptTo.map(({ address }) => address).join()
      const refused = judge('data', to)
      raw.push(body)
      done(refused)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const bound = (server.server.address() as AddressInfo).port
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  const read = () => Promise.all(raw.map((one) => simpleParser(one)))
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    raw,
    read,
    ids: async () => (await read()).map(({ messageId = '' }) => messageId).sort(),
    most: () => most,
    close,
    [Symbol.asyncDispose]: close,
  }
}
