import { freshTopics } from '@ventanilla/testing'
import { onTestFinished } from 'vitest'
import type { Bus } from '../../src/index.ts'
import { type BusLogger, createTopics, type KafkaBusOptions, openKafkaBus } from '../../src/kafka/index.ts'

const say = (level: string) => (about: object, text: string) => {
  if (process.env.BUS_LOG)
    process.stderr.write(
      `${level} ${text} ${JSON.stringify(about)} ${'err' in about ? (about.err as Error)?.stack : ''}\n`,
    )
}
export const logger: BusLogger = {
  debug: say('debug'),
  info: say('info'),
  warn: say('warn'),
  error: say('error'),
}

/** A bus on topics of its own, gone with the test. */
export async function openOwnBus(
  options: Omit<KafkaBusOptions, 'brokers' | 'clientId' | 'logger'>,
): Promise<Bus> {
  const topics = await freshTopics('bus')
  onTestFinished(() => topics.drop())
  const address = { brokers: [topics.brokers], clientId: 'test', prefix: topics.namespace, logger }
  await createTopics({ ...address, services: ['intake'] })
  return openKafkaBus({ ...address, ...options })
}
