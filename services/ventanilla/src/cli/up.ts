import { join, resolve } from 'node:path'
import { drainOnSignals } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { ServerUnreachable } from '../given-servers.ts'
import { whyNotListening } from '../listening.ts'
import type { DataLock } from '../lock.ts'
import type { Up } from '../up.ts'
import { complain, isBadInput } from './bad-input.ts'
import { cliLogger } from './cli-logger.ts'
import { dataOption, holdData, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'
import {
  type ChosenTopology,
  chosenTopology,
  type TopologyFlags,
  topologyOptions,
} from './topology-option.ts'

interface UpFlags extends TopologyFlags {
  data: string
  calendar?: string[]
  host: string
  port: string
  publicUrl?: string
  smtp?: string
  json?: boolean
}

const help = `
Todos los servicios en un proceso, sobre un PostgreSQL propio, sin Kafka, Redis ni Docker. Con --topology distributed,
un proceso por servicio sobre PostgreSQL, Kafka y Redis: los de VENTANILLA_DATABASE_URL, KAFKA_BROKERS y REDIS_URL, o
propios en la carpeta de datos (Kafka pide Java 17 y Maven). Se detiene con Ctrl+C.

Ejemplo:
  ventanilla up --port 8080 --smtp smtp://correo.example.gov.co:25
  ventanilla up --topology distributed --replicas 2`

/** `up`: every service, until somebody stops it. */
export function registerUp(program: Command): void {
  topologyOptions(dataOption(speakSpanish(program.command('up'))))
    .description('Abre todos los servicios y los deja atendiendo')
    .option('--calendar <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--host <dirección>', 'dirección en la que atiende', process.env.HOST || '127.0.0.1')
    .option('--port <puerto>', 'puerto en el que atiende; 0 es uno libre', process.env.PORT || '8080')
    .option('--public-url <url>', 'dirección por la que otros lo alcanzan', process.env.PUBLIC_URL)
    .option('--smtp <url>', 'servidor de correo; sin él los correos se guardan en la carpeta de datos')
    .option('--json', 'escribe las direcciones como JSON')
    .addHelpText('after', help)
    .action(async (flags: UpFlags) => {
      const json = flags.json === true
      const overlays = await readOverlays(flags.calendar)
      if (isBadInput(overlays)) return complain(overlays, json)
      const port = Number(flags.port)
      if (!/^\d{1,5}$/.test(flags.port) || port > 65_535)
        return complain(
          { code: 'port-invalid', field: 'port', detail: '--port es un número de 0 a 65535' },
          json,
        )
      const chosen = chosenTopology(flags)
      if (isBadInput(chosen)) return complain(chosen, json)
      const isNew = noData(flags.data) !== undefined
      const lock = await holdData(flags.data, json)
      if (!lock) return
      await interruptible((broken) => open(flags, { ...chosen, port, broken, isNew }, lock), {
        stopping: 'Se interrumpió: se detiene lo que se había iniciado…',
        stopped: 'Se detuvo antes de atender. La misma orden vuelve a empezar.',
      })
    })
}

async function open(
  flags: UpFlags,
  given: ChosenTopology & { port: number; broken: AbortSignal; isNew: boolean },
  lock: DataLock,
): Promise<void> {
  const logger = cliLogger('info')
  const { up } = await import('../up.ts')
  try {
    const smtpUrl = flags.smtp ?? process.env.SMTP_URL
    const opened = await up({
      ...given,
      dataDir: flags.data,
      calendars: flags.calendar ?? [],
      host: flags.host,
      ...(flags.publicUrl !== undefined && { publicUrl: flags.publicUrl }),
      ...(smtpUrl && { smtpUrl }),
      logger,
      onProgress: (text) => process.stderr.write(`${text}\n`),
    })
    const close = async () => {
      await opened[Symbol.asyncDispose]()
      await lock[Symbol.asyncDispose]()
    }
    drainOnSignals({ close, logger, timeoutMs: 60_000 })
    if (given.isNew) process.stderr.write(`Se hizo una instalación nueva en ${resolve(flags.data)}\n`)
    process.stdout.write(flags.json === true ? asJson(opened) : asText(opened, flags.data))
  } catch (error) {
    await lock[Symbol.asyncDispose]()
    if (given.broken.aborted) return
    if (error instanceof ServerUnreachable) throw error
    const message = error instanceof Error ? error.message : String(error)
    const why = whyNotListening(error, { host: flags.host, port: given.port })
    process.stderr.write(`Error: ${why ?? message}\n`)
    process.exitCode = 1
  }
}

function addresses({ address, identity, mailFolder }: Up) {
  return {
    api: address,
    documentation: `${address}/docs`,
    openapi: `${address}/openapi.json`,
    health: [`${address}/livez`, `${address}/readyz`],
    ...(identity && {
      issuer: identity.issuer(),
      clients: identity.clients.map(({ id, scopes }) => ({ id, scopes })),
    }),
    ...(mailFolder !== undefined && { mail: mailFolder }),
  }
}

const asJson = (opened: Up) => `${JSON.stringify(addresses(opened))}\n`

function asText(opened: Up, dataDir: string): string {
  const { api, documentation, health, issuer, clients = [], mail } = addresses(opened)
  const secrets = join(dataDir, 'identity', 'clients.json')
  const tokens = `
Clientes (sus secretos están en ${secrets}):
${clients.map(({ id, scopes }) => `  ${id.padEnd(14)} ${scopes.join(' ')}`).join('\n')}

Un token, con el secreto del cliente en SECRETO:
  curl -s -u demo-adapter:$SECRETO ${issuer}/token -d grant_type=client_credentials -d 'scope=filings:write cases:read'
`
  return `
Ventanilla atiende.
  API            ${api}
  Documentación  ${documentation}
  Salud          ${health.join('  ')}
  Correos        ${mail ?? 'por el servidor de correo dado'}
${issuer === undefined ? '' : tokens}
Ctrl+C lo detiene.
`
}
