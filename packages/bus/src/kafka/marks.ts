import type { ServiceName } from '@ventanilla/contracts'
import type { StartLoop } from '../direct.ts'
import type { Sender } from './producer.ts'

/** Everything that `source` knew of at `instant` lies before these offsets. */
export interface Mark {
  source: ServiceName
  instant: string
  /** By partition; one without records is left out. */
  ends: Record<string, number>
}

const WITHDRAWN = (source: ServiceName) => JSON.stringify({ source, ends: null } satisfies Withdrawn)

/** Nothing that was said of `source` holds any more, until it says something again. */
export interface Withdrawn {
  source: ServiceName
  ends: null
}

/**
 * Publishes how far a publisher has got, beside its events and not among them: the newest mark alone, one at a time,
 * and never an earlier one than was sent. `everyMs` apart, since under the wall clock time rises all the time.
 */
export function startMarks(
  sender: Sender,
  { topic, source, everyMs }: { topic: string; source: ServiceName; everyMs: number },
  startLoop: StartLoop,
) {
  let offered: Mark | undefined
  let sent = ''
  let sentAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  const loop = startLoop(`${source} watermark`, async () => {
    const mark = offered
    if (!mark || mark.instant <= sent) return false
    const wait = sentAt + everyMs - performance.now()
    if (wait > 0) {
      timer ??= setTimeout(ring, wait)
      return false
    }
    await sender.send({
      topic,
      messages: [{ key: source, value: JSON.stringify(mark), partition: 0 }],
    })
    sent = mark.instant
    sentAt = performance.now()
    return true
  })

  function ring() {
    clearTimeout(timer)
    timer = undefined
    loop.nudge()
  }

  return {
    offer(mark: Mark) {
      if (mark.instant <= (offered?.instant ?? '')) return
      offered = mark
      loop.nudge()
    },
    /**
     * Takes back what was said: the offsets that were told of are about to hold other records. Resolves once it is
     * acknowledged; the next one is sent whatever its instant.
     */
    async withdraw() {
      offered = undefined
      await sender.send({ topic, messages: [{ key: source, value: WITHDRAWN(source), partition: 0 }] })
      sent = ''
    },
    failing: () => loop.failing,
    async stop() {
      clearTimeout(timer)
      await loop.stop()
    },
  }
}
