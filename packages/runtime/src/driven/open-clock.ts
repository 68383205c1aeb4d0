import { z } from 'zod'
import { type BusinessClock, systemClock, type WatermarkClock } from '../clock.ts'
import { ConfigError } from '../config.ts'
import type { Settling } from '../settle.ts'
import { followDriver, parentChannel } from './follow-driver.ts'

export const clockConfig = z.object({
  /** `driven`: whoever forked the process says what time it is, as the demo does. */
  BUSINESS_CLOCK: z.enum(['wall', 'driven']).default('wall'),
})

export interface OpenedClock {
  clock: BusinessClock | WatermarkClock
  /** Lets who drives it ask what waits. */
  answerFor(settling: Settling): void
  close(): void
}

/** @throws ConfigError when it is to be driven and there is nobody to do it */
export async function openClock(
  { BUSINESS_CLOCK }: z.output<typeof clockConfig>,
  findChannel: typeof parentChannel = parentChannel,
): Promise<OpenedClock> {
  if (BUSINESS_CLOCK === 'wall') return { clock: systemClock(), answerFor: () => {}, close: () => {} }
  const channel = findChannel()
  if (channel) return followDriver(channel)
  const text = '«driven» solo vale en un proceso que otro inició con un canal para conducirlo'
  throw new ConfigError([{ variable: 'BUSINESS_CLOCK', text }])
}
