import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'

export interface Engine {
  /** For DOCKER_HOST. */
  address: string
  /** What it was asked to make: the images of its containers. */
  made: string[]
  close(): Promise<void>
}

/**
 * What a Docker engine answers, for machines that have none: whatever image it is asked for, the server that listens
 * on `port` is shown as the container; without a port, it has no image and can get none.
 */
export async function engine(dir: string, port?: number): Promise<Engine> {
  const made: string[] = []
  const labels: Record<string, string> = {}
  const container = () => ({
    Id: 'one',
    Name: '/one',
    Created: '2026-01-01T00:00:00Z',
    Labels: labels,
    State: {
      Running: true,
      Status: 'running',
      Health: { Status: 'healthy' },
      StartedAt: '2026-01-01T00:00:00Z',
    },
    Config: { Hostname: 'one', Labels: labels },
    HostConfig: { PortBindings: { '6379/tcp': [{ HostPort: `${port}` }] } },
    NetworkSettings: { Ports: { '6379/tcp': [{ HostIp: '0.0.0.0', HostPort: `${port}` }] }, Networks: {} },
  })
  const answers: [RegExp, (body: string) => [status: number, answer?: unknown]][] = [
    [/^GET \/info$/, () => [200, { ServerVersion: '29.0.0', OperatingSystem: 'Linux', OSType: 'linux' }]],
    [/^GET \/images\/.*\/json$/, () => (port ? [200, { Id: 'image' }] : [404, { message: 'no such image' }])],
    [/^POST \/images\/create/, () => [500, { message: 'the registry is out of reach' }]],
    [/^GET \/containers\/json/, () => [200, made.length > 0 ? [container()] : []]],
    [
      /^POST \/containers\/create/,
      (body) => {
        const asked = JSON.parse(body) as { Image: string; Labels: Record<string, string> }
        made.push(asked.Image)
        Object.assign(labels, asked.Labels)
        return [201, { Id: 'one' }]
      },
    ],
    [/^POST \/containers\/one\/start$/, () => [204]],
    [/^GET \/containers\/one\/json$/, () => [200, container()]],
  ]
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    const asked = `${request.method} ${request.url}`
    const [, answer = () => [404, { message: `no ${asked} here` }] as const] =
      answers.find(([path]) => path.test(asked)) ?? []
    const [status, json] = answer(body)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(json === undefined ? undefined : JSON.stringify(json))
  })
  const socket = join(dir, 'docker.sock')
  await once(server.listen(socket), 'listening')
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { address: `unix://${socket}`, made, close }
}
