import type { ServiceName } from '@ventanilla/contracts'
import type { BusLogger } from './client.ts'
import type { Mark, Withdrawn } from './marks.ts'

/** Business time where marks are heard; one that somebody drives tells when it has moved. */
export interface MarkClock {
  now(): string
  onAdvance?(listener: () => void): () => void
}

/** How far the clocks of two machines may be apart. */
const TOLERANCE_MS = 5_000
/** Of a source: the earliest, which is due first, and the last that came. */
const KEPT = 4
const LOOK_AGAIN_MS = { least: 100, most: 10_000 }

/**
 * Nobody can have reached what lies ahead of business time: a mark of such an instant waits until our clock is there.
 * It may be true, told by a publisher whose clock moved before ours; were a forged one believed, whoever keeps the
 * highest would wait for that publisher no more. What is due overtakes it.
 */
export function holdEarly(
  clock: MarkClock,
  pass: (mark: Mark | Withdrawn) => void,
  logger: Pick<BusLogger, 'debug' | 'warn'>,
) {
  const early = new Map<ServiceName, Mark[]>()
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    clearTimeout(timer)
    const bound = Date.parse(clock.now()) + TOLERANCE_MS
    let first = Number.POSITIVE_INFINITY
    for (const [source, marks] of early) {
      const isDue = ({ instant }: Mark) => Date.parse(instant) <= bound
      const [earliest, ...others] = marks.filter((mark) => !isDue(mark)).sort(byInstant)
      early.set(source, earliest ? [earliest, ...lastToCome(others, marks)] : [])
      if (earliest) first = Math.min(first, Date.parse(earliest.instant))
      for (const mark of marks.filter(isDue).sort(byInstant)) pass(mark)
    }
    if (first < Number.POSITIVE_INFINITY)
      timer = setTimeout(look, Math.min(LOOK_AGAIN_MS.most, Math.max(LOOK_AGAIN_MS.least, first - bound)))
  }

  const forget = clock.onAdvance?.(look)
  return {
    offer(mark: Mark | Withdrawn): void {
      if (mark.ends === null) {
        early.delete(mark.source)
        pass(mark)
        return
      }
      const waiting = early.get(mark.source) ?? []
      early.set(mark.source, [...waiting, mark])
      look()
      if (waiting.length > 0 || !early.get(mark.source)?.length) return
      // Where business time is driven, a publisher moves before us at every step.
      const say = clock.onAdvance ? logger.debug : logger.warn
      say.call(logger, { source: mark.source, instant: mark.instant }, 'a watermark ahead of our clock waits')
    },
    stop(): void {
      clearTimeout(timer)
      forget?.()
    },
  }
}

const byInstant = (one: Mark, other: Mark) => (one.instant < other.instant ? -1 : 1)

/** In the order in which they came. */
const lastToCome = (marks: readonly Mark[], arrived: readonly Mark[]) =>
  arrived.filter((mark) => marks.includes(mark)).slice(1 - KEPT)
