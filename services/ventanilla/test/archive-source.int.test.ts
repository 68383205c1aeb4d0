import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { openSource } from '../src/archive/source.ts'

it('says by a code that nothing answers, that it was refused or is unreadable, and that it broke off', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/refused')
      return response.writeHead(403).end('{"code":"scope-missing","title":"No"}')
    if (request.url === '/page') return response.writeHead(200).end('<p>Bienvenidos</p>')
    response.writeHead(200, { 'content-length': 100 })
    response.write('ten bytes.', () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const source = openSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'x')
  await expect(source.json('/refused')).rejects.toMatchObject({ code: 'scope-missing', message: 'No' })
  await expect(source.json('/page')).rejects.toMatchObject({ code: 'unreadable-answer' })
  await expect(source.json('/cut')).rejects.toMatchObject({ code: 'broken-off' })
  const { body } = await source.file('/file')
  await expect(buffer(body as NodeJS.ReadableStream)).rejects.toMatchObject({ code: 'broken-off' })
  await expect(openSource('http://127.0.0.1:1', 'x').json('/')).rejects.toMatchObject({ code: 'unreachable' })
})
