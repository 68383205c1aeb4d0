import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { infra } from './infra.ts'

export interface BrokerSettings {
  dataDir: string
  clientPort: number
  controllerPort: number
  /** A second way in, whose clients are sent on to the address of what stands in front of it. */
  front?: { port: number; advertised: string }
  /** Over those of the template. */
  more: Readonly<Record<string, string>>
}

/** Fills in infra/kafka/server.properties. @returns where it was written: the one argument of the broker */
export async function writeSettings(home: string, settings: BrokerSettings): Promise<string> {
  const file = join(home, 'server.properties')
  const template = await readFile(infra('server.properties'), 'utf8')
  await writeFile(`${file}.new`, render(template, settings))
  await rename(`${file}.new`, file)
  return file
}

function render(template: string, settings: BrokerSettings): string {
  const { dataDir, clientPort, controllerPort, front, more } = settings
  const own = `CLIENT://127.0.0.1:${clientPort}`
  const values: Record<string, string> = {
    dataDir,
    controllerPort: String(controllerPort),
    listeners: list(
      own,
      front && `FRONT://127.0.0.1:${front.port}`,
      `CONTROLLER://127.0.0.1:${controllerPort}`,
    ),
    advertisedListeners: list(own, front && `FRONT://${front.advertised}`),
    protocols: list('CLIENT:PLAINTEXT', front && 'FRONT:PLAINTEXT', 'CONTROLLER:PLAINTEXT'),
  }
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => escaped(values[name] ?? ''))
  // Of two lines with one name the later counts.
  return `${filled}\n${Object.entries(more)
    .map(([name, value]) => `${name}=${escaped(value)}\n`)
    .join('')}`
}

const list = (...items: (string | undefined)[]): string => items.filter((one) => one !== undefined).join(',')

/** Java reads such a file as Latin-1, and a backslash begins an escape. */
const escaped = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
