import type { BusLogger } from './client.ts'
import type { TopicOffsets } from './offsets.ts'

const LOOK_MS = 60_000

/** Somebody may have a topic's records vanish: what is published goes on, and it is told of until it is mended. */
export function watchConfig(offsets: Pick<TopicOffsets, 'changed'>, topic: string, logger: BusLogger) {
  let looked = Number.NEGATIVE_INFINITY
  let known: string[] = []
  let refused = false

  return {
    /** Asks the brokers, once a minute. */
    async look(): Promise<void> {
      if (performance.now() < looked + LOOK_MS) return
      looked = performance.now()
      try {
        const changed = await offsets.changed(topic)
        if (changed === null) {
          if (!refused)
            logger.warn({ topic }, 'we may not ask whether the topic keeps its records (DescribeConfigs)')
          refused = true
          return
        }
        if (changed.length > 0 && changed.join() !== known.join())
          logger.warn({ topic, changed }, 'the topic no longer keeps its records for ever')
        known = changed
      } catch (err) {
        logger.debug({ topic, err }, 'the settings of the topic could not be looked at')
      }
    },
    failing: () => (known.length > 0 ? 'topic-config-changed' : undefined),
  }
}
