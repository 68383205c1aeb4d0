import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startVerb } from './run-verb.ts'

/** The postmaster of a data folder, wherever its cluster had to be put: the only one that `up` has as a child's. */
async function postmasterOf(data: string): Promise<number> {
  const folders = [join(data, 'postgres')]
  const pointers = await readdir(join(data, 'postgres'), { withFileTypes: true })
  for (const { name } of pointers.filter((entry) => entry.isFile())) {
    const text = await readFile(join(data, 'postgres', name), 'utf8')
    const elsewhere = /\/[^\s"]*data-[0-9a-f]+[^\s"]*/.exec(text)?.[0]
    if (elsewhere) folders.push(elsewhere)
  }
  for (const folder of folders) {
    const pid = await readFile(join(folder, 'server', 'data', 'postmaster.pid'), 'utf8').catch(() => '')
    if (pid) return Number(pid.split('\n')[0])
  }
  throw new Error(`no postmaster.pid for ${data}`)
}

it('starts its PostgreSQL again when that was killed, and goes on', { timeout: 180_000 }, async () => {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-up-'))
  const { child, ended, output } = startVerb(['up', '--data', data, '--port', '0', '--json'])
  try {
    while (!output().stdout.endsWith('\n') && child.exitCode === null) await wait(50)
    const { api } = JSON.parse(output().stdout)
    const ready = async () => (await fetch(`${api}/readyz`)).status
    await expect.poll(ready, { timeout: 20_000 }).toBe(200)
    process.kill(await postmasterOf(data), 'SIGKILL')
    await expect.poll(ready, { timeout: 20_000, interval: 50 }).toBe(503)
    await expect.poll(ready, { timeout: 90_000, interval: 200 }).toBe(200)
    const form = await fetch(`${api}/v1/public/filings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        entity: 'icetex',
        procedure: 'pqrsd',
        kind: 'sugerencia',
        mode: 'anonymous',
        subject: 'Horario',
        text: 'Atiendan también los sábados.',
      }),
    })
    expect(form.status, await form.clone().text()).toBe(201)
  } finally {
    child.kill('SIGTERM')
    expect((await ended).code, output().stderr).toBe(0)
    await rm(data, { recursive: true, force: true })
  }
})
