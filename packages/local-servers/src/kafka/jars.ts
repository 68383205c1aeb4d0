import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  exclusively,
  publicFolder,
  removeLeftovers,
  runAs,
  storeFolder,
  temporaryName,
} from '@ventanilla/processes'
import { LocalServerError } from '../failure.ts'
import { infra } from './infra.ts'
import { findJava, javaMissing } from './java.ts'

const POM = infra('pom.xml')

/**
 * The folder of Kafka's jars, fetched from Maven Central by whoever is first to need them. It is named by the list
 * they were fetched from, and it is there whole or not at all: a fetch that was broken off leaves a folder that has
 * another name.
 * @throws LocalServerError when Maven is missing, too old, or can't reach its repository
 */
export async function kafkaJars(onProgress: (text: string) => void, store = storeFolder()): Promise<string> {
  const jars = await jarsFolder(store)
  if (await isFolder(jars)) return jars
  await publicFolder(store)
  await exclusively(join(store, 'fetching'), async () => {
    if (!(await isFolder(jars))) await fetch(store, jars, onProgress)
  })
  return jars
}

/** Whether Kafka can be had at all, told before anything is started. @throws LocalServerError */
export async function assertKafkaAtHand(store = storeFolder()): Promise<void> {
  await findJava()
  if (!(await isFolder(await jarsFolder(store)))) await checkMaven()
}

async function jarsFolder(store: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(POM))
  return join(store, `kafka-${hash.digest('hex').slice(0, 12)}`)
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true

async function fetch(store: string, jars: string, onProgress: (text: string) => void): Promise<void> {
  await checkMaven()
  onProgress('Se descarga Kafka (unos 45 MB, una sola vez)')
  await removeLeftovers(store, 'jars')
  const temp = join(store, await temporaryName('jars'))
  await mkdir(temp)
  // --strict-checksums: a download that was cut fails here and is not kept for the next time.
  const args = ['--batch-mode', '--quiet', '--strict-checksums', '--file', POM]
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${temp}`]
  const env = { ...process.env, HOME: process.env.HOME ?? homedir() }
  const { code, output } = await runAs({}, 'mvn', [...args, ...goal], { timeoutMs: 900_000, env })
  if (code === 0) return rename(temp, jars)
  await rm(temp, { recursive: true, force: true, maxRetries: 5 })
  throw new LocalServerError(
    'fetch-failed',
    `No se pudo descargar Kafka con Maven. Revise la conexión y vuelva a intentar.\n${output.slice(-2_000)}`,
  )
}

const OLDEST = [3, 6, 3]
const INSTALL = 'En Debian o Ubuntu: apt-get install maven; en macOS: brew install maven.'

async function checkMaven(): Promise<void> {
  const { code, output } = await runAs({}, 'mvn', ['--version'], { env: process.env })
  // Maven is a script that looks for Java by itself: with the environment of who calls, which may lack it.
  if (code !== 0 && /JAVA_HOME|java: (command )?not found/i.test(output)) throw javaMissing()
  if (code !== 0) {
    throw new LocalServerError(
      'maven-missing',
      `Kafka se descarga una vez con Maven ${OLDEST.join('.')} o posterior y en este equipo no se encuentra. ${INSTALL}`,
    )
  }
  const version = /Apache Maven (\d+)\.(\d+)\.(\d+)/.exec(output)?.slice(1).map(Number)
  if (version === undefined || !isOlder(version, OLDEST)) return
  throw new LocalServerError(
    'maven-too-old',
    `Kafka se descarga con Maven ${OLDEST.join('.')} o posterior y el de este equipo es ${version.join('.')}. ${INSTALL}`,
  )
}

/** Whether version a comes before version b. */
function isOlder(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, part] of b.entries()) if (a[index] !== part) return (a[index] ?? 0) < part
  return false
}
