import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { cleanEnvironment } from '@ventanilla/processes'
import { infra } from './infra.ts'
import { kafkaJars } from './jars.ts'
import { findJava } from './java.ts'

/**
 * Runs one of Kafka's own commands ('ConsoleProducer', 'consumer.group.ConsumerGroupCommand'), a client that shares
 * nothing with ours, and gives what it printed.
 * @throws Error with what it said when it fails
 */
export async function runKafkaTool(name: string, args: readonly string[], input = ''): Promise<string> {
  const classes = join(await kafkaJars(() => undefined), '*')
  const logging = `-Dlog4j2.configurationFile=${infra('log4j2.properties')}`
  const command = [
    ...['-Xmx256m', '-XX:TieredStopAtLevel=1', logging, '-cp', classes],
    ...[`org.apache.kafka.tools.${name}`, ...args],
  ]
  const { program } = await findJava()
  const tool = spawn(program, command, { env: cleanEnvironment() })
  const said = Promise.all([text(tool.stdout), text(tool.stderr)])
  tool.stdin.on('error', () => {}) // it ended before it had read all: its code says why
  tool.stdin.end(input)
  const [code] = await once(tool, 'close')
  const [out, errors] = await said
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${out}${errors}`)
  return out
}
