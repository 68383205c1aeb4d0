import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exclusively, isAlive, removeLeftovers, storeFolder, temporaryName } from '@ventanilla/processes'
import { start } from '../start.ts'
import { broker } from './broker.ts'
import { classArchive } from './class-archive.ts'
import { kafkaJars } from './jars.ts'
import { findJava } from './java.ts'
import { createTopics } from './topics.ts'

/**
 * Does once for each user what would make every start of a broker slower: fetches the jars and keeps the classes that
 * a first broker loads. For those who start many; one alone does without.
 * @throws LocalServerError as `startKafka` does
 */
export async function prepareKafka(onProgress: (text: string) => void = () => undefined): Promise<void> {
  const java = await findJava()
  const jars = await kafkaJars(onProgress)
  if ((await classArchive(java.version, jars)).isThere) return
  const store = storeFolder()
  await exclusively(join(store, 'training'), async () => {
    const { file, isThere } = await classArchive(java.version, jars)
    if (isThere) return
    onProgress('Se prepara Kafka para iniciar más rápido (una sola vez)')
    await removeLeftovers(store, 'trained')
    const home = join(store, await temporaryName('trained'))
    await mkdir(home)
    await train(home)
    const made = join(home, ARCHIVE)
    // Without it a broker starts all the same, later.
    if (await stat(made).catch(() => undefined)) await rename(made, file)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
}

const ARCHIVE = 'classes.jsa'

/** Java writes what was loaded as it ends, which takes longer than a broker is given to stop. */
async function train(home: string): Promise<void> {
  const program = broker(home, { heapMb: 256 }, [`-XX:ArchiveClassesAtExit=${join(home, ARCHIVE)}`])
  const server = await start(program)
  await createTopics(`127.0.0.1:${server.port}`, ['first'], { partitions: 6 })
  process.kill(server.pid, 'SIGTERM')
  for (let waited = 0; waited < 180_000 && isAlive(server.pid); waited += 100) await sleep(100)
  await server.kill()
}
