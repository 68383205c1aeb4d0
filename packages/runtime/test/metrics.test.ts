import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createLogger, run, watermarkClock } from '../src/index.ts'
import { definitions, metricRows } from '../src/metrics/definitions.ts'
import { intake, routing } from './fixtures/services.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }

function start(before?: () => Promise<void>) {
  const clock = watermarkClock(T0)
  const logger = createLogger({ level: 'silent' })
  const services = [intake(clock), routing(before)]
  return run(services, { http: { title: 'Prueba', version: '1', verifier }, port: 0, clock, logger })
}

const scrape = async (address: string) => (await fetch(`${address}/metrics`)).text()
const file = (address: string, path = '/filings') =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"key":"a"}',
  })

it('tells what the reference says, and nothing else', async () => {
  await using running = await start()
  const response = await fetch(`${running.address}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const told = [...(await response.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [
    name,
    kind,
  ])
  expect(told).toEqual(Object.entries(definitions).map(([name, { kind }]) => [name, kind]))
  const page = readFileSync(new URL('../../../docs/reference/metrics.md', import.meta.url), 'utf8')
  expect(page.match(/^\| `.*$/gm)).toEqual(metricRows())
})

it('counts requests by the pattern of their route, and says no address that was asked for', async () => {
  await using running = await start()
  await file(running.address)
  await file(running.address, '/ana@example.com?cedula=1234567890')
  const text = await scrape(running.address)
  const count = 'ventanilla_http_request_duration_seconds_count'
  expect(text).toContain(`${count}{method="POST",route="/filings",status="201"} 1`)
  expect(text).toContain(`${count}{method="POST",route="none",status="404"} 1`)
  expect(text).not.toMatch(/ana@|1234567890/)
})

it('tells of each loop, of who is behind and who is stuck, and of the process', async () => {
  await using running = await start(() => Promise.reject(Object.assign(new Error('away'), { code: '57P03' })))
  const value = (text: string, series: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`${series} `))
    return line === undefined ? undefined : Number(line.slice(series.length + 1))
  }
  await file(running.address)
  const failing = async () => value(await scrape(running.address), 'ventanilla_failing{part="routing"}')
  await expect.poll(failing, { timeout: 15_000 }).toBe(1)
  const text = await scrape(running.address)
  expect(value(text, 'ventanilla_behind{part="routing"}')).toBe(1)
  expect(value(text, 'ventanilla_loop_alive{loop="routing ← intake"}')).toBe(1)
  expect(value(text, 'ventanilla_loop_failures{loop="routing ← intake"}')).toBeGreaterThan(0)
  expect(value(text, 'ventanilla_unpublished')).toBe(0)
  expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
  expect(value(text, 'process_cpu_seconds_total')).toBeGreaterThan(0)
  expect(value(text, 'process_start_time_seconds')).toBeLessThanOrEqual(Date.now() / 1_000)
  // Of what has passed since it was asked for last: that may be next to nothing.
  const delay = async () =>
    value(await scrape(running.address), 'ventanilla_event_loop_delay_seconds{quantile="0.5"}')
  await expect.poll(delay, { interval: 50 }).toBeGreaterThan(0)
})
