import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

it('every route says in Spanish what it does, and shows what to send', async () => {
  const document = (await world.app.inject('/openapi.json')).json()
  const routes = Object.entries<Record<string, Record<string, never>>>(document.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, route]) => ({ path: `${method} ${path}`, route })),
  )
  expect(routes.map(({ path }) => path)).toContain('post /v1/quarantine/{caseId}/reinterpretation')
  expect(routes.map(({ path }) => path)).toContain('post /v1/file-checks/document')
  for (const { path, route } of routes) {
    expect(route, path).toMatchObject({ summary: expect.any(String), tags: [expect.any(String)] })
    expect(path.startsWith('post'), path).toBe('requestBody' in route)
  }
  const { content } = document.paths['/v1/filings'].post.requestBody
  expect(Object.keys(content)).toEqual([
    'application/json',
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
  ])
  const [submission] = content['application/json'].schema.anyOf
  expect(submission.properties.receivedAt).toMatchObject({
    description: expect.stringContaining('Bogotá'),
    examples: ['2026-03-24T10:00', '2026-03-24T15:00:00Z'],
  })
  expect(submission.properties.person.examples).toHaveLength(1)
  expect(Object.keys(document.paths['/v1/files'].post.requestBody.content)).toEqual([
    'application/octet-stream',
  ])
  expect(document.paths['/v1/files/{ref}'].get.responses[200].content).toHaveProperty([
    'application/octet-stream',
  ])
})
