import { type KafkaAddress, kafkaClient } from './client.ts'

/** Nobody at these addresses answers as a broker does, or lets us in. */
export class BrokersUnreachable extends Error {
  override readonly name = 'BrokersUnreachable'
  /** Each address with what became of it: 'ECONNREFUSED', 'timeout', 'closed', 'KafkaJSSASLAuthenticationError'. */
  readonly tried: readonly { broker: string; code: string }[]

  constructor(tried: readonly { broker: string; code: string }[]) {
    super(`no broker answers: ${tried.map(({ broker, code }) => `${broker} (${code})`).join(', ')}`)
    this.tried = tried
  }
}

/** For somebody who waits before a screen: two of them are the longest it takes. */
const IMPATIENT = { connectionTimeout: 2_000, requestTimeout: 2_000, retry: { retries: 0 } }

/** Connects to all brokers at once, once, and lets go; one that answers is enough. @throws BrokersUnreachable */
export async function assertReachable(address: KafkaAddress): Promise<void> {
  const tries = address.brokers.map(async (broker) => {
    const admin = kafkaClient({ ...address, brokers: [broker], logger: silent }, IMPATIENT).admin()
    try {
      await admin.connect()
    } finally {
      await admin.disconnect()
    }
  })
  const answered = await Promise.any(tries).then(
    () => true,
    () => false,
  )
  if (answered) return
  const ends = await Promise.allSettled(tries)
  throw new BrokersUnreachable(
    address.brokers.map((broker, index) => {
      const end = ends[index]
      return { broker, code: end?.status === 'rejected' ? codeOf(end.reason) : '' }
    }),
  )
}

/** What is wrong is told by whoever asked. */
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** The system's code where there is one, else the name of the innermost error. */
function codeOf(error: unknown): string {
  const { cause, code, name, message } = error as Error & { code?: unknown }
  if (cause instanceof Error && cause !== error) return codeOf(cause)
  if (typeof code === 'string') return code
  if (name === 'KafkaJSConnectionClosedError') return 'closed'
  return /timeout/i.test(message) || name === 'KafkaJSRequestTimeoutError' ? 'timeout' : name
}
