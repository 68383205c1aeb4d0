import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { expect, it, onTestFinished } from 'vitest'
import type { Topology } from '../src/topology.ts'
import { inTopology } from './in-topology.ts'
import { processesOf, serverRuns } from './living-processes.ts'
import { startVerb } from './run-verb.ts'

const cases: [Topology, 'SIGINT' | 'SIGTERM', number, string][] = [
  ['embedded', 'SIGINT', 130, 'Se abren los servicios'],
  ['embedded', 'SIGTERM', 143, 'Ventanilla atiende'],
  ['distributed', 'SIGINT', 130, 'Ventanilla atiende'],
  ['distributed', 'SIGTERM', 143, 'Se inician'],
]

it.each(cases)(
  '%s: ended by %s the demo stops what it started, and says how to go on (%i, at «%s»)',
  {
    timeout: 180_000,
  },
  async (topology, signal, code, when) => {
    await using how = await inTopology(topology, { ownKafka: true })
    const data = await mkdtemp(join(tmpdir(), 'ventanilla-broken-off-'))
    onTestFinished(() => rm(data, { recursive: true, force: true }))
    const demo = startVerb(['demo', '--data', data, ...how.args], { ...how.env, VENTANILLA_TEST_MARK: data })
    while (!demo.output().stderr.includes(when) && demo.child.exitCode === null) await wait(20)
    demo.child.kill(signal)
    const ended = await demo.ended
    expect(ended.code, ended.stderr).toBe(code)
    expect(ended.stderr).toContain('Se interrumpió')
    expect(ended.stderr).toContain('La misma orden sigue donde iba')
    expect(ended.stderr, ended.stderr).not.toContain('Error')
    expect(await processesOf('VENTANILLA_TEST_MARK', data)).toEqual([])
    for (const server of ['kafka', 'redis'] as const) expect(await serverRuns(data, server)).toBe(false)
    const postgres = await startEmbeddedPostgres({ dataDir: join(data, 'postgres') })
    expect(postgres.adopted).toBe(false)
    await postgres.stop()
  },
)
