import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { TOPOLOGIES } from '../src/topology.ts'
import { startVerb } from './run-verb.ts'

it.each(TOPOLOGIES)(
  '%s: a port that is taken is told before anything is started',
  {
    timeout: 120_000,
  },
  async (topology) => {
    const data = await mkdtemp(join(tmpdir(), 'ventanilla-port-'))
    onTestFinished(() => rm(data, { recursive: true, force: true }))
    const other = createServer()
    onTestFinished(() => void other.close())
    await once(other.listen(0, '127.0.0.1'), 'listening')
    const port = String((other.address() as AddressInfo).port)
    const { code, stderr } = await startVerb(['up', '--topology', topology, '--data', data, '--port', port])
      .ended
    expect(stderr).toBe(`Error: el puerto ${port} está ocupado; use --port (con make, PORT=) con otro\n`)
    expect(code).toBe(1)
    expect(await readdir(data)).not.toContain('postgres')
  },
)

it('an address that is of another machine is told as well', { timeout: 120_000 }, async () => {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-host-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  const args = ['up', '--data', data, '--host', '192.0.2.1', '--port', '0']
  const { code, stderr } = await startVerb(args).ended
  expect(stderr).toBe('Error: 192.0.2.1 no es una dirección de esta máquina; use --host con otra\n')
  expect(code).toBe(1)
})
