import { SERVICES } from '@ventanilla/contracts'
import { ConfigError, kafkaAddress, kafkaConfig, readConfig } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { assertKafka, otherPartitions } from '../given-servers.ts'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { cliLogger } from './cli-logger.ts'
import { table } from './days.ts'
import { speakSpanish } from './spanish.ts'

interface Flags {
  brokers?: string
  prefix?: string
  partitions?: string
  replication?: string
  json?: boolean
}

const createHelp = `
Lo que ya existe se deja como está; si alguien lo cambió de modo que se pierdan registros, se dice y se termina con 3. El número de particiones se fija al crear un tema, porque un caso debe quedarse
siempre en la suya: pedir otro es un error.

Las variables KAFKA_TLS, KAFKA_SASL, KAFKA_USER y KAFKA_PASSWORD_FILE valen como para los servicios.

Ejemplo:
  ventanilla topics create --brokers kafka-1:9092,kafka-2:9092,kafka-3:9092 --replication 3`
const listHelp = `
Ejemplo:
  ventanilla topics list --brokers kafka:9092 --json`

/** `topics`: those that carry what services tell one another, made explicitly and never by a slip of the pen. */
export function registerTopics(program: Command): void {
  const verb = speakSpanish(program.command('topics'))
    .usage('<create | list> [opciones]')
    .description('Crea o muestra los temas de Kafka por los que se hablan los servicios')
  brokersOption(verb.command('create'))
    .description('Crea los temas que falten')
    .option('--partitions <n>', 'particiones de cada tema', '6')
    .option('--replication <n>', 'copias de cada tema; no más que nodos', '1')
    .option('--json', 'escribe JSON: { created: [tema], changed: { tema: [ajuste] o null } }')
    .addHelpText('after', createHelp)
    .action((flags: Flags) => run(flags, create))
  brokersOption(verb.command('list'))
    .description('Muestra los temas, sus particiones y cuánto hay en ellos')
    .option('--json', 'escribe JSON: [{ topic, partitions, records, changed: [ajuste] o null }]')
    .addHelpText('after', listHelp)
    .action((flags: Flags) => run(flags, list))
}

const brokersOption = (command: Command) =>
  speakSpanish(command)
    .option('--brokers <lista>', 'host:puerto, varios separados por comas', process.env.KAFKA_BROKERS)
    .option('--prefix <nombre>', 'con qué empiezan los nombres', process.env.KAFKA_PREFIX || 'ventanilla')

type Address = ReturnType<typeof kafkaAddress>

/** Exits with 2 when it was asked wrongly, with 1 when the brokers don't answer or don't do it. */
async function run(flags: Flags, work: (address: Address, flags: Flags) => Promise<BadInput | undefined>) {
  const json = flags.json === true
  const address = addressOf(flags)
  if (isBadInput(address)) return complain(address, json)
  await assertKafka(address, flags.brokers === process.env.KAFKA_BROKERS ? 'KAFKA_BROKERS' : '--brokers')
  try {
    const bad = await work(address, flags)
    if (bad) complain(bad, json)
  } catch (error) {
    process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

function addressOf({ brokers = '', prefix }: Flags): Address | BadInput {
  const field = 'brokers'
  if (brokers === '') return { code: 'brokers-missing', field, detail: 'falta --brokers, o KAFKA_BROKERS' }
  try {
    const config = readConfig(kafkaConfig, {
      ...process.env,
      KAFKA_BROKERS: brokers,
      ...(prefix !== undefined && { KAFKA_PREFIX: prefix }),
    })
    return kafkaAddress(config, { clientId: 'ventanilla-topics', logger: cliLogger() })
  } catch (error) {
    if (error instanceof ConfigError) return { code: 'kafka-invalid', detail: error.message }
    throw error
  }
}

async function create(
  address: Address,
  { partitions, replication, json }: Flags,
): Promise<BadInput | undefined> {
  const counts = { partitions: Number(partitions), replication: Number(replication) }
  for (const [field, count] of Object.entries(counts))
    if (!Number.isInteger(count) || count < 1 || count > 1_000)
      return { code: `${field}-invalid`, field, detail: `--${field} es un número de 1 a 1000` }
  // Loaded here: no other verb needs the client.
  const { asItMustBe, createTopics, PartitionsChanged } = await import('@ventanilla/bus/kafka')
  try {
    const { created, changed } = await createTopics({ ...address, ...counts, services: SERVICES })
    if (json) process.stdout.write(`${JSON.stringify({ created, changed })}\n`)
    else
      process.stdout.write(created.length > 0 ? `Se crearon ${created.join(', ')}\n` : 'Todos existían ya\n')
    for (const [topic, settings] of Object.entries(changed)) tellChanged(topic, settings, asItMustBe)
    return undefined
  } catch (error) {
    if (!(error instanceof PartitionsChanged)) throw error
    return { code: error.code, field: 'partitions', detail: otherPartitions(error, '--partitions ') }
  }
}

/** On standard error, so that JSON stays JSON. */
function tellChanged(topic: string, settings: readonly string[] | null, asItMustBe: string): void {
  if (settings === null) {
    process.stderr.write(
      `No se pudieron ver los ajustes de ${topic} (el usuario de Kafka no tiene el permiso DescribeConfigs): no se ` +
        'sabe si sus registros se conservan.\n',
    )
    return
  }
  process.stderr.write(
    `CUIDADO: ${topic} tiene ${settings.join(', ')}, con lo que se pierden registros. Para dejarlo como debe ser: ` +
      `kafka-configs.sh --alter --topic ${topic} --add-config ${asItMustBe}\n`,
  )
  process.exitCode = 3
}

async function list(address: Address, { json }: Flags): Promise<undefined> {
  const { asItMustBe, listTopics } = await import('@ventanilla/bus/kafka')
  const topics = await listTopics({ ...address, services: SERVICES })
  if (json) process.stdout.write(`${JSON.stringify(topics, null, 2)}\n`)
  else {
    const cells = topics.map(({ topic, partitions, records }) => [
      topic,
      partitions > 0 ? String(partitions) : 'no existe',
      String(records),
    ])
    process.stdout.write(table([['tema', 'particiones', 'registros'], ...cells]))
  }
  if (topics.some(({ partitions }) => partitions === 0)) process.exitCode = 3
  for (const { topic, changed } of topics) if (changed?.length !== 0) tellChanged(topic, changed, asItMustBe)
}
