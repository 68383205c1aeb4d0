import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ConfigError, readConfig, trustedProxies } from '../src/index.ts'

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(7070),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  LOG_LEVEL: z.enum(['info', 'debug']).default('info'),
})

function refusedBy(env: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(schema, env)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('the configuration was accepted')
}

describe('readConfig', () => {
  it('gives the typed configuration and leaves the rest of the environment out', () => {
    const config = readConfig(schema, {
      DATABASE_URL: 'postgres://localhost/intake',
      HOME: '/root',
      PORT: '80',
    })
    expect(config).toEqual({ DATABASE_URL: 'postgres://localhost/intake', LOG_LEVEL: 'info', PORT: 80 })
  })

  it('takes an empty variable for an absent one', () => {
    expect(readConfig(schema, { DATABASE_URL: 'postgres://localhost/intake', PORT: '' }).PORT).toBe(7070)
  })

  it('names every bad variable at once, in Spanish, without its value', () => {
    const { message, problems, exitCode } = refusedBy({ PORT: '99999', LOG_LEVEL: 's3cret-value' })
    expect(problems.map(({ variable }) => variable)).toEqual(['PORT', 'DATABASE_URL', 'LOG_LEVEL'])
    expect(message).toMatch(/^La configuración no sirve:\n {2}PORT: .*65.?535/)
    expect(message).toContain('DATABASE_URL: falta')
    expect(message).not.toContain('s3cret-value')
    expect(exitCode).toBe(2)
  })

  it('names what several variables break together', () => {
    const pair = z.object({ A: z.string().optional(), B: z.string().optional() }).refine((v) => v.A || v.B, {
      error: 'hace falta A o B',
    })
    expect(() => readConfig(pair, {})).toThrow('(en conjunto): hace falta A o B')
  })

  it('takes addresses and networks for proxies, and nothing else', () => {
    const proxies = z.object({ TRUSTED_PROXIES: trustedProxies })
    const read = (TRUSTED_PROXIES?: string) => readConfig(proxies, { TRUSTED_PROXIES }).TRUSTED_PROXIES
    expect(read()).toEqual([])
    expect(read('10.0.0.0/8, ::1')).toEqual(['10.0.0.0/8', '::1'])
    expect(() => read('gateway')).toThrow('TRUSTED_PROXIES: debe ser direcciones o redes')
  })
})
