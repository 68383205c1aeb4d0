import { readFileSync } from 'node:fs'

const compose = new URL('../../../../docker-compose.yml', import.meta.url)

/** What docker-compose.yml has a server run from, and nothing else says: tests run on what an installation runs on. */
export function imageOf(service: 'postgres' | 'kafka' | 'redis'): string {
  const named = new RegExp(`^ {2}${service}:\n {4}(?:#.*\n {4})*image: (\\S+)$`, 'm')
  const image = named.exec(readFileSync(compose, 'utf8'))?.[1]
  if (image === undefined) throw new Error(`docker-compose.yml names no image for ${service}`)
  return image
}
