import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { intakeConfig } from '@ventanilla/service-intake/compose'
import { notificationConfig } from '@ventanilla/service-notification/compose'
import { reportingConfig } from '@ventanilla/service-reporting/compose'
import { routingConfig } from '@ventanilla/service-routing/compose'
import { slaClockConfig } from '@ventanilla/service-sla-clock/compose'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { compose, root, variables, written } from './compose-file.ts'

const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const there = (path: string) => existsSync(new URL(path, root))
const services = Object.entries(compose.services)
const built = services.filter(([, { build }]) => build)
const ours = {
  intake: intakeConfig,
  routing: routingConfig,
  'sla-clock': slaClockConfig,
  notification: notificationConfig,
  reporting: reportingConfig,
}

it('is a compose file, by the schema of the Compose Specification', () => {
  const schema = JSON.parse(read('infra/compose/schema/compose-spec.json'))
  const validate = new Ajv2020({ strict: false, allErrors: true, formats: { duration: true } }).compile(
    schema,
  )
  expect(validate(written) ? [] : validate.errors).toEqual([])
  // The schema looks: it refuses what isn't in it.
  expect(validate({ services: { a: { image: 'x', prots: [] } } })).toBe(false)
})

it('starts where nothing is set', () => {
  expect(variables.length).toBeGreaterThan(5)
  expect(variables.filter(({ hasDefault }) => !hasDefault)).toEqual([])
})

describe.each(built)('%s', (name, { build, command, image }) => {
  it('is built of what is there', () => {
    expect(build?.context).toBe('.')
    expect(there(build?.dockerfile ?? '')).toBe(true)
    const { SERVICE = '' } = build?.args ?? {}
    expect(there(`services/${SERVICE}/src/main.ts`), name).toBe(true)
    expect(image).toBe(`ventanilla/${SERVICE}`)
    for (const word of command ?? []) if (String(word).endsWith('.ts')) expect(there(String(word))).toBe(true)
  })
})

it('names a version of every image that it doesn’t build', () => {
  const versions = services.filter(([, { build }]) => !build).map(([, { image }]) => image.split(':')[1])
  expect(versions).toHaveLength(4)
  for (const version of versions) expect(version).toMatch(/^v?\d+\.\d+/)
})

it('waits for what there is, and for health only where health is checked', () => {
  for (const [name, { depends_on }] of services)
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const awaited = compose.services[other]
      expect(awaited, `${name} → ${other}`).toBeDefined()
      if (condition === 'service_healthy')
        expect(awaited?.healthcheck?.test, `${name} → ${other}`).toBeDefined()
    }
})

it('declares the networks, volumes and secrets that are used, and no others', () => {
  const used = (pick: (service: (typeof services)[number][1]) => readonly string[]) =>
    [...new Set(services.flatMap(([, service]) => pick(service)))].sort()
  expect(used(({ networks }) => networks)).toEqual(Object.keys(compose.networks).sort())
  expect(used(({ volumes }) => volumes.map((one) => one.split(':')[0] ?? ''))).toEqual(
    Object.keys(compose.volumes).sort(),
  )
  expect(used(({ secrets }) => secrets)).toEqual(Object.keys(compose.secrets).sort())
})

it('opens a port of the gateway and of the mail’s page alone, on this machine', () => {
  const open = services.filter(([, { ports }]) => ports.length > 0)
  expect(open.map(([name]) => name)).toEqual(['gateway', 'mailpit'])
  for (const [, { ports }] of open) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
})

it('keeps secrets out of the environment and of the repository', () => {
  for (const { file } of Object.values(compose.secrets))
    expect(execFileSync('git', ['check-ignore', file], { cwd: root, encoding: 'utf8' }).trim()).toBe(file)
  for (const [name, { environment }] of services)
    for (const [variable, value] of Object.entries(environment)) {
      expect(String(value), `${name} ${variable}`).not.toMatch(/:\/\/[^/]*:[^/]*@/)
      if (/PASSWORD|SECRET|TOKEN/.test(variable)) expect(variable).toMatch(/_FILE$/)
    }
})

describe.each(Object.entries(ours))('%s', (name, { shape }) => {
  const { environment = {}, volumes = [] } = compose.services[name] ?? {}

  it('is given all that it must be, and nothing that it doesn’t read', () => {
    const must = Object.entries(shape).flatMap(([variable, field]) =>
      field.safeParse(undefined).success ? [] : [variable],
    )
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(must))
    const page = read('docs/how-to/start-a-service-alone.md')
    const common = [...page.matchAll(/^\| `([A-Z_]+)` \| [^|✓]+ \|[^|]*\|$/gm)].map(
      ([, variable]) => variable,
    )
    const unread = Object.keys(environment).filter(
      (variable) => !(variable in shape) && !common.includes(variable),
    )
    // The vault's address is the same for all who have one.
    expect(unread.filter((variable) => name !== 'reporting' || variable !== 'VAULT_DATABASE_URL')).toEqual([])
  })

  it('keeps what it writes in a volume whose owner the image makes', () => {
    const kept = Object.entries(environment).filter(([, value]) => String(value).startsWith('/var/lib/'))
    const made = read('infra/images/Dockerfile')
      .match(/mkdir -p ([^\\&]+)/)?.[1]
      ?.trim()
      .split(' ')
    for (const [variable, value] of kept) {
      const mount = volumes
        .map((one) => one.split(':')[1] ?? '')
        .find((path) => String(value).startsWith(path))
      expect(mount, variable).toBeDefined()
      expect(made, variable).toContain(mount)
    }
  })
})

it('sets up Kafka as local programs do', () => {
  const { environment = {} } = compose.services.kafka ?? {}
  const local = read('infra/kafka/server.properties')
  const settings = [...local.matchAll(/^([\w.]+)=([^{}\n]*)$/gm)].filter(
    ([, key = '']) => !/listener|voters|^process\.roles|^node\.id/.test(key),
  )
  expect(settings.length).toBeGreaterThan(8)
  for (const [, key = '', value] of settings) {
    const variable = `KAFKA_${key.toUpperCase().replaceAll('.', '_')}`
    expect(String(environment[variable]), variable).toBe(value)
  }
})
