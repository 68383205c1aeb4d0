import { memoryChannel } from '../memory-channel.ts'
import type { Channel } from '../ports.ts'
import type { Link } from './link.ts'

/** Those of this process are told directly, and once more by Redis, which tells the replicas. */
export function redisChannel(link: Link, prefix: string): Channel {
  const send = (command: 'subscribe' | 'unsubscribe', topic: string) =>
    void link.ask((redis) => redis[command](prefix + topic)).catch(() => {})
  const own = memoryChannel({
    onFirst: (topic) => send('subscribe', topic),
    onLast: (topic) => send('unsubscribe', topic),
  })
  link.onReturn(() => {
    for (const topic of own.topics()) send('subscribe', topic)
  })
  link.onMessage((channel, message) => {
    if (channel.startsWith(prefix)) own.tell(channel.slice(prefix.length), message)
  })
  return {
    listen: own.listen,
    tell(topic, message) {
      own.tell(topic, message)
      void link.ask((redis) => redis.publish(prefix + topic, message)).catch(() => {})
    },
  }
}
