import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export const root = new URL('../../../', import.meta.url)

const serviceSchema = z.looseObject({
  image: z.string(),
  build: z
    .object({ context: z.string(), dockerfile: z.string(), args: z.record(z.string(), z.string()) })
    .optional(),
  command: z.array(z.union([z.string(), z.number()])).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional() }).optional(),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
})

const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
})

export type ComposeService = z.output<typeof serviceSchema>

const text = readFileSync(new URL('docker-compose.yml', root), 'utf8')

/** docker-compose.yml as it is written, its merges done. */
export const written: unknown = parse(text, { merge: true })

/** Its variables: every one has a default, or `docker compose` would stop or warn where no .env is. */
const VARIABLE = /\$\{([A-Z_]+)(:-([^}]*))?\}/g
export const variables = [...text.matchAll(VARIABLE)].map(([, name = '', given]) => ({
  name,
  hasDefault: given !== undefined,
}))

/** What it means where nothing is set. */
export const compose = composeSchema.parse(defaults(written))

/** As compose does: in values, after the file was read. */
function defaults(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(VARIABLE, (_, __, ___, fallback) => fallback ?? '')
  if (Array.isArray(value)) return value.map(defaults)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, defaults(inner)]))
}
