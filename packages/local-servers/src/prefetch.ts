/** Has Kafka at hand, so that nothing later needs the network: `make kafka`. */
import { LocalServerError } from './failure.ts'
import { prepareKafka } from './kafka/prepare.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)
try {
  await prepareKafka((text) => say(`${text}…`))
  say('Kafka está listo')
} catch (error) {
  if (!(error instanceof LocalServerError)) throw error
  say(error.message)
  process.exitCode = 1
}
