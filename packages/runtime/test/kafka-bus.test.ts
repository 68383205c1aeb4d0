import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ConfigError, createLogger, readConfig, run, systemClock } from '../src/index.ts'
import { kafkaAddress, kafkaBus, kafkaConfig } from '../src/kafka-bus.ts'
import { intake } from './fixtures/services.ts'

const logger = createLogger({ level: 'silent' })
const client = { clientId: 'ventanilla-intake', logger }
const busOf = (environment: Record<string, string>) =>
  kafkaBus(readConfig(kafkaConfig, environment), client, systemClock())
const addressOf = (environment: Record<string, string>) =>
  kafkaAddress(readConfig(kafkaConfig, environment), client)

const brokers = { KAFKA_BROKERS: 'uno:9092, dos:9093' }

it('without brokers there is no bus, and with them all services are heard', async () => {
  expect(await busOf({})).toEqual({})
  expect((await busOf(brokers)).hears).toContain('reporting')
})

it.each([
  [{ KAFKA_BROKERS: 'uno' }, 'host:puerto'],
  [{ KAFKA_BROKERS: 'uno:9092,dos' }, 'host:puerto'],
  [{ ...brokers, KAFKA_SASL: 'plain', KAFKA_USER: 'yo' }, 'KAFKA_PASSWORD_FILE: falta'],
  [{ ...brokers, KAFKA_TLS_CA_FILE: '/no/such/file' }, 'ENOENT'],
  [{ ...brokers, KAFKA_SASL: 'md5' }, 'KAFKA_SASL'],
  [{ ...brokers, KAFKA_PARTITIONS: '0' }, 'KAFKA_PARTITIONS'],
])('says what is wrong with %j', (environment, text) => {
  expect(() => addressOf(environment)).toThrow(ConfigError)
  expect(() => addressOf(environment)).toThrow(text)
})

it('reads from files what it is let in by, and whom it believes', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-kafka-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const file = join(dir, 'text')
  await writeFile(file, 'abc\n')
  const login = { KAFKA_SASL: 'scram-sha-256', KAFKA_USER: 'yo', KAFKA_PASSWORD_FILE: file }
  expect(addressOf({ ...brokers, ...login, KAFKA_TLS_CA_FILE: file })).toMatchObject({
    brokers: ['uno:9092', 'dos:9093'],
    tls: { ca: 'abc' },
    sasl: { mechanism: 'scram-sha-256', username: 'yo', password: 'abc' },
  })
  expect(addressOf({ ...brokers, KAFKA_TLS: 'yes' })).toMatchObject({ tls: true })
  expect(addressOf(brokers)).not.toHaveProperty('tls')
})

it('while no broker answers requests are taken, and the health says so without sending them elsewhere', async () => {
  const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }
  const clock = systemClock()
  await using running = await run([intake(clock)], {
    http: { title: 'Prueba', version: '1', verifier },
    ...{ port: 0, pollMs: 20, clock, logger },
    ...(await busOf({ KAFKA_BROKERS: '127.0.0.1:1' })),
  })
  const filed = await fetch(`${running.address}/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"key":"a"}',
  })
  expect(filed.status).toBe(201)
  const health = async () => (await fetch(`${running.address}/readyz`)).json()
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({
    status: 'pass',
    checks: expect.arrayContaining([expect.objectContaining({ name: 'bus', status: 'warn' })]),
  })
})
