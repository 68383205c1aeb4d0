import { z } from 'zod'

/** What a driver tells a process over the channel between them. Each is answered, but for a nudge. */
export const order = z.discriminatedUnion('type', [
  /** Business time has reached `to`; the first one says where it stands. */
  z.object({ type: z.literal('advance'), to: z.string() }),
  /** Who waits, and where do the logs stand? */
  z.object({ type: z.literal('look'), nth: z.number() }),
  z.object({ type: z.literal('nudge') }),
])
export type Order = z.output<typeof order>

const lag = z.object({ name: z.string(), behind: z.number(), failing: z.string().optional() })

export const reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reached'), to: z.string() }),
  z.object({ type: z.literal('lag'), nth: z.number(), waiting: z.array(lag), heads: z.string().optional() }),
])
export type Reply = z.output<typeof reply>
