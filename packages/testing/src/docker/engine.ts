import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { exclusively } from '@ventanilla/processes'
import type { GenericContainer, StartedTestContainer } from 'testcontainers'
import type { Way } from '../first-found.ts'
import { sharedFolder } from '../shared-folder.ts'

type Testcontainers = typeof import('testcontainers')

/** A server in a container that all test processes of this user share, and that is left running for the next run. */
export interface Containered<T> {
  kind: string
  /** @param host where the engine's ports are reached */
  container(kit: Testcontainers, host: string): Promise<GenericContainer>
  /** The server in it, once it serves. */
  server(started: StartedTestContainer): Promise<T>
}

/** Docker, when its engine answers and can start that image; else says why not. */
export function viaDocker<T>({ kind, container, server }: Containered<T>): Way<T> {
  return {
    name: 'Docker',
    async find() {
      if (process.env.VENTANILLA_TEST_DOCKER === 'off') return { skipped: 'VENTANILLA_TEST_DOCKER=off' }
      if (!signs().some(existsSync) && !SETTINGS.some((name) => process.env[name])) return NO_ENGINE
      // Half a second of loading, which nobody pays where there is no Docker.
      const kit = await import('testcontainers')
      const engine = await kit.getContainerRuntimeClient().catch(() => undefined)
      if (engine === undefined) return NO_ENGINE
      try {
        const { host } = engine.info.containerRuntime
        // Two that begin at once would each start one.
        const started = await exclusively(await sharedFolder('docker'), async () =>
          (await container(kit, host)).withReuse().start(),
        )
        return { server: await server(started), what: `${kind} in Docker at ${host}` }
      } catch (error) {
        return {
          skipped: `it can't start ${kind}: ${error instanceof Error ? error.message : String(error)}`,
        }
      }
    },
  }
}

const NO_ENGINE = { skipped: 'no engine answers' }
const SETTINGS = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'TESTCONTAINERS_HOST_OVERRIDE']

/** Where testcontainers looks for an engine. */
function signs(): string[] {
  const runtime = process.env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`
  const ofHome = ['.testcontainers.properties', '.docker/run/docker.sock', '.docker/desktop/docker.sock']
  return [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    ...ofHome.map((name) => join(homedir(), name)),
  ]
}
