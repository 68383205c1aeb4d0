import { expect, it } from 'vitest'
import { imageOf } from '../src/docker/image.ts'

it.each([
  ['postgres', /^postgres:18\.\d+/],
  ['kafka', /^apache\/kafka:4\.\d+\.\d+$/],
  ['redis', /^redis:\d+\.\d+/],
] as const)('%s is what docker-compose.yml names', (service, image) => {
  expect(imageOf(service)).toMatch(image)
})
