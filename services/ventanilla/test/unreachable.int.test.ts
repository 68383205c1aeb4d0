import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { redisMissing } from '../src/given-servers.ts'
import { processesOf } from './living-processes.ts'
import { startVerb } from './run-verb.ts'

/** A port that nobody listens on. */
const NOBODY = '127.0.0.1:1'
const database = { VENTANILLA_DATABASE_URL: `postgres://user:secret@${NOBODY}/any` }

async function dataFolder(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-unreachable-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  return data
}

describe('a server that was named and is not there', { timeout: 120_000 }, () => {
  it.each(['list', 'create'])('Kafka: topics %s says which address, and what to look at', async (verb) => {
    const { code, stderr, stdout } = await startVerb(['topics', verb, '--brokers', NOBODY]).ended
    expect(stderr).toMatch(/^Error: Kafka no responde en 127\.0\.0\.1:1 \(ECONNREFUSED\)\. .*--brokers.*\n$/)
    expect([code, stdout]).toEqual([1, ''])
  })

  it('names the variable, to programs too', async () => {
    const verb = startVerb(['topics', 'list', '--json'], { KAFKA_BROKERS: NOBODY })
    const { code, stderr } = await verb.ended
    const { error } = JSON.parse(stderr)
    expect(error).toMatchObject({ code: 'server-unreachable', field: 'KAFKA_BROKERS' })
    expect(code).toBe(1)
  })

  it('PostgreSQL: a verb that looks into it says so, and no password', async () => {
    const { code, stderr } = await startVerb(['parked', 'list'], database).ended
    expect(stderr).toMatch(
      /^Error: PostgreSQL no responde en 127\.0\.0\.1:1 \(ECONNREFUSED\).*VENTANILLA_DATABASE_URL.*\n$/,
    )
    expect(code).toBe(1)
  })

  it('Redis: is told of, without its password', async () => {
    expect(await redisMissing(`redis://:secret@${NOBODY}`)).toMatch(
      /^SIN REDIS: no responde en 127\.0\.0\.1:1 \(ECONNREFUSED\)\. .*REDIS_URL/,
    )
  })

  it.each([
    ['embedded', database, 'PostgreSQL'],
    ['distributed', { ...database, KAFKA_BROKERS: NOBODY }, 'PostgreSQL'],
    ['distributed', { KAFKA_BROKERS: NOBODY }, 'Kafka'],
  ])('up, %s: says so and leaves nothing running', async (topology, env, server) => {
    const data = await dataFolder()
    const args = ['up', '--data', data, '--port', '0', '--topology', topology]
    const { code, stderr } = await startVerb(args, { ...env, VENTANILLA_TEST_MARK: data }).ended
    expect(stderr).toContain(`Error: ${server} no responde en 127.0.0.1:1 (ECONNREFUSED)`)
    expect(code).toBe(1)
    expect(await processesOf('VENTANILLA_TEST_MARK', data)).toEqual([])
  })
})
