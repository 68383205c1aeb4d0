import { listTopics } from '../../src/kafka/index.ts'

// A process of its own, as a verb is: what it says besides its answer is seen.
const [broker = ''] = process.argv.slice(2)
const silence = () => {}
const logger = { debug: silence, info: silence, warn: silence, error: silence }
const topics = await listTopics({ brokers: [broker], clientId: 'test', logger, services: ['intake'] })
process.stdout.write(JSON.stringify(topics.map(({ topic }) => topic)))
