import { type Sms, type SmsGateway, SmsGatewayUnavailable, type Verdict } from '../jobs/ports.ts'

export interface MemorySms extends SmsGateway {
  /** What went out, each id once. */
  readonly sent: readonly Sms[]
}

/**
 * A gateway in this process, for tests and trials.
 * @param answer what it says to a message; absent: it takes all. 'down': there is no word to be had.
 */
export function memorySms(answer: (sms: Sms) => Verdict | 'down' = () => ({ took: true })): MemorySms {
  const sent = new Map<string, Sms>()
  return {
    get sent() {
      return [...sent.values()]
    },
    async send(sms) {
      if (sent.has(sms.id)) return { took: true }
      const verdict = answer(sms)
      if (verdict === 'down') throw new SmsGatewayUnavailable('the gateway is down')
      if (verdict.took) sent.set(sms.id, sms)
      return verdict
    },
    close() {},
  }
}
