import { expect, it } from 'vitest'
import { createLogger, mask } from '../src/index.ts'

const person = {
  name: 'Ana María Pérez',
  email: 'ana.perez@example.com',
  phone: '300 123 4567',
  document: { type: 'CC', number: '1020304050' },
  address: 'Calle 18 # 16-25',
}
const TRACES = /Ana|Pérez|ana\.perez|example\.com|300.?123|1020304050|Calle 18|s3cr3t|cupo de vivienda/

function captured() {
  const lines: string[] = []
  const logger = createLogger({
    level: 'trace',
    service: 'intake',
    to: { write: (line) => lines.push(line) },
  })
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

it('writes JSON with level, service and instant', () => {
  const { logger, last } = captured()
  logger.info({ case: 'c1', count: 3 }, 'filed')
  expect(last()).toMatchObject({ level: 'info', service: 'intake', case: 'c1', count: 3, msg: 'filed' })
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
})

it('a person leaves no trace, however it is wrapped', () => {
  const { logger, lines } = captured()
  const child = logger.child({ petitionerName: person.name, person })
  const deep = { a: { b: { c: [{ contactEmail: person.email, petitioner_phone: person.phone }] } } }
  child.info(person, 'top level')
  child.info({ person, people: [person, { person }] }, 'nested')
  child.warn(deep, 'in arrays')
  child.info(
    { filing: { text: 'pide un cupo de vivienda', body: Buffer.from('cupo de vivienda') } },
    'free text',
  )
  child.info({ raw: new TextEncoder().encode('Ana'), headers: { Authorization: 'Bearer s3cr3t' } }, 'bytes')
  child.info(
    { 'set-cookie': 's3cr3t', accessToken: 's3cr3t', client_secret: 's3cr3t', tokens: ['s3cr3t'] },
    'keys',
  )
  child.info('Se escribió a ana.perez@example.com y al 3001234567, documento 1.020.304.050')
  child.info('to %s', person.email)
  logger.setBindings({ email: person.email })
  logger.info('after bindings')
  expect(lines).toHaveLength(9)
  expect(lines.join('')).not.toMatch(TRACES)
  expect(lines[0]).toContain('[oculto]')
})

it('an error keeps class, code and frames, and loses every value it quotes', () => {
  const { logger, lines, last } = captured()
  const unique = Object.assign(new Error('duplicate key value violates unique constraint "people_email"'), {
    name: 'DatabaseError',
    code: '23505',
    detail: `Key (email)=(${person.email}) already exists.`,
    table: 'people',
    parameters: [person.name],
  })
  logger.error(unique)
  expect(last().err).toMatchObject({ type: 'DatabaseError', code: '23505', table: 'people' })
  expect(last().err.stack).toContain('logger.test.ts')
  logger.error({ err: new Error(`no reply from ${person.email}`, { cause: unique }) }, 'mail failed')
  expect(last().err.cause).toMatchObject({ code: '23505' })
  try {
    JSON.parse(`Ana ${person.email}`)
  } catch (error) {
    logger.error({ error, wrapped: { error } }, 'bad envelope')
  }
  logger.error({ err: 'Ana no es un error, ana.perez@example.com' }, 'thrown text')
  expect(lines.slice(0, 3).join('')).not.toMatch(TRACES)
  expect(lines[3]).not.toContain('ana.perez')
})

it('a circle and a deep object end', () => {
  const { logger, last } = captured()
  const circle: Record<string, unknown> = {}
  circle.self = circle
  logger.info({ circle }, 'round')
  expect(last().msg).toBe('round')
})

it('dates, radicados and ids stay readable', () => {
  const kept = 'ICX-2026-000123 2026-11-22T15:00:00.000Z 12345678-1234-5678-9234-123456789012 puerto 54329'
  expect(mask(kept)).toBe(kept)
})

it('frames of packages and versions of calendars are no e-mail addresses', () => {
  const kept =
    'at run (file:///v/node_modules/.pnpm/@fastify+static@9.0.0/node_modules/@fastify/static/index.js:1:5), ' +
    'at file:///v/node_modules/.pnpm/pg-pool@3.10.1_pg@8.16.3/node_modules/pg-pool/index.js:45:11, co@1 city@9f2b1c'
  expect(mask(kept)).toBe(kept)
  for (const address of [
    'ana.perez@example.com',
    'ANA@correo.xn--p1ai',
    'ana@correo.ñandú',
    'ana@3m.com.co',
  ]) {
    for (const text of [
      address,
      `<${address}>`,
      `to=${address}, again`,
      `mailto:${address}?x`,
      `/v/${address}/y`,
    ])
      expect(mask(text)).not.toMatch(/ana/i)
  }
})

it('the password in the address of a database stays out', () => {
  for (const host of ['127.0.0.1:5432', 'db.example.com', 'localhost'])
    expect(mask(`no reply from postgres://ventanilla:s3cr3t@${host}/intake`)).not.toContain('s3cr3t')
})

it('leaves booleans, counts under plain keys and absent values as they are', () => {
  const { logger, last } = captured()
  logger.info({ email: true, phone: null, positions: 7 }, 'flags')
  expect(last()).toMatchObject({ email: true, phone: null, positions: 7 })
})
