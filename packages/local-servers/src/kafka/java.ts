import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runAs } from '@ventanilla/processes'
import { LocalServerError } from '../failure.ts'

const NEEDED = 17
const INSTALL = 'En Debian o Ubuntu: apt-get install openjdk-17-jre-headless; en macOS: brew install openjdk.'

export interface Java {
  program: string
  /** All that it says of itself. */
  version: string
}

/** The Java that runs Kafka: that of JAVA_HOME, else the first of the PATH. @throws when it is missing or too old */
export async function findJava(): Promise<Java> {
  const java = (await ofJavaHome()) ?? 'java'
  const { code, output } = await runAs({}, java, ['-version'])
  if (code !== 0) throw javaMissing()
  const major = javaMajor(output)
  if (major === undefined || major >= NEEDED) return { program: java, version: output }
  throw new LocalServerError(
    'java-too-old',
    `Kafka necesita Java ${NEEDED} o posterior y ${java} es Java ${major}. ${INSTALL} ` +
      'Si ya tiene otra versión, indique su carpeta en la variable JAVA_HOME.',
  )
}

export const javaMissing = () =>
  new LocalServerError(
    'java-missing',
    `Kafka necesita Java ${NEEDED} o posterior y en este equipo no se encuentra. ${INSTALL}`,
  )

async function ofJavaHome(): Promise<string | undefined> {
  const home = process.env.JAVA_HOME
  if (!home) return undefined
  const java = join(home, 'bin', 'java')
  return (await stat(java).catch(() => undefined)) && java
}

/** 17 of `openjdk version "17.0.15"`, 8 of `java version "1.8.0_402"`; undefined when it says something else. */
export function javaMajor(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? []
  if (first === undefined) return undefined
  return first === '1' && second !== undefined ? Number(second) : Number(first)
}
