import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeLeftovers, runAs, temporaryName } from '@ventanilla/processes'
import { LocalServerError } from '../failure.ts'
import { UTF8 } from '../program.ts'
import { writeSettings } from './settings.ts'

/** Makes the folder that Kafka keeps its topics in, when it is not there: whole, by a rename. */
export async function formatData(home: string, java: readonly string[]): Promise<string> {
  const data = join(home, 'data')
  if (await stat(data).catch(() => undefined)) return data
  await removeLeftovers(home, 'format')
  const temp = join(home, await temporaryName('format'))
  await mkdir(temp, { mode: 0o700 })
  const made = join(temp, 'data')
  const ports = { clientPort: 9092, controllerPort: 9093 } // must be there, and are not opened
  const settings = await writeSettings(temp, { dataDir: made, ...ports, more: {} })
  const [program = '', ...options] = java
  const args = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', settings]
  const { code, output } = await runAs({}, program, [...options, ...args], { env: UTF8 })
  if (code === 0) await rename(made, data)
  await rm(temp, { recursive: true, force: true, maxRetries: 5 })
  if (code === 0) return data
  throw new LocalServerError(
    'format-failed',
    `No se pudo preparar la carpeta de Kafka en ${home}:\n${output}`,
  )
}

/** Kafka's own form of an id, 16 random bytes in base64url, and like Kafka's own never one whose first letter is a
 * dash: its commands would take it for an option. */
export function newClusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url')
    if (!id.startsWith('-')) return id
  }
}

/** The id by which a broker is known as the one of this folder; undefined when the folder can't be read. */
export async function clusterIdOf(data: string): Promise<string | undefined> {
  const text = await readFile(join(data, 'meta.properties'), 'utf8').catch(() => '')
  return /^cluster\.id=(.+)$/m.exec(text)?.[1]
}
