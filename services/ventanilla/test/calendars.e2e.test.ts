import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type Opened, withServices } from '../src/cli/with-services.ts'
import { runVerb, startVerb } from './run-verb.ts'

const filing = {
  ...{ entity: 'icetex', procedure: 'pqrsd', kind: 'reclamo', mode: 'named' },
  ...{ subject: 'Desembolso', text: 'No me han hecho el desembolso.' },
  person: { firstNames: 'Ana', lastNames: 'Restrepo', email: 'ana@correo.example' },
}
const act = 'Decreto 20'

/** The installation, until it says where it answers. */
async function startUp(data: string) {
  const up = startVerb(['up', '--data', data, '--port', '0', '--json'])
  while (!up.output().stdout.endsWith('\n') && up.child.exitCode === null) await wait(50)
  if (up.child.exitCode !== null) throw new Error(up.output().stderr)
  return { ...up, ...(JSON.parse(up.output().stdout) as { api: string }) }
}

async function file(api: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const filed = await fetch(`${api}/v1/public/filings`, {
    method: 'POST',
    headers,
    body: JSON.stringify(filing),
  })
  expect(filed.status, await filed.clone().text()).toBe(201)
  return ((await filed.json()) as { caseId: string }).caseId
}

/** What a service says, as soon as it says `when`. */
async function read<T>(request: Opened['request'], path: string, when: (found: T) => boolean): Promise<T> {
  let found: T | undefined
  await expect
    .poll(
      async () => {
        found = (await request('GET', path)).json() as T
        return when(found)
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true)
  return found as T
}

type Items<Item> = { items: Item[] }
type Dossier = { due: string; timeline: { type: string; data: Record<string, unknown> }[] }
type Clock = { caseId: string; due: string; calendar: string }

it('a calendar is put in force for open terms by a verb; the installation tells each, its person and its file', {
  timeout: 300_000,
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-calendars-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  const up = await startUp(data)
  onTestFinished(async () => {
    up.child.kill('SIGTERM')
    await up.ended
  })
  const caseId = await file(up.api)
  await withServices(data, async ({ request }) => {
    const clocks = `/v1/clocks?entity=icetex`
    const whole = ({ items }: Items<Clock>) => items.length === 1
    const [before] = (await read<Items<Clock>>(request, clocks, whole)).items
    if (!before) throw new Error('no clock')
    const closing = join(data, 'cierre.yaml')
    const year = before.due.slice(0, 4)
    await writeFile(
      closing,
      `calendar: cierre\nbase: co\nvalid: { from: ${year}-01-01, to: ${year}-12-31 }\n` +
        `closed: [{ date: ${before.due}, by: ${act} }]\n`,
    )
    const calendars = (...args: string[]) => runVerb(['calendars', ...args, '--data', data])
    const activate = (...args: string[]) =>
      calendars('activate', '--calendar', closing, '--act', act, ...args)

    const shown = activate()
    expect(shown, shown.stderr).toMatchObject({ status: 0 })
    expect(shown.stdout).toContain(`${caseId}  legal  ${before.due} → `)
    expect(shown.stdout).toMatch(/No se ha puesto nada en vigor\. Para hacerlo: --confirm \S+\n$/)
    const listed = JSON.parse(activate('--json').stdout)
    expect(listed.items).toMatchObject([{ caseId, before: { due: before.due } }])
    expect(calendars('status').stdout).not.toContain(act)

    // Another filing comes in: what was shown is not what would be done.
    const later = await file(up.api)
    await read<Items<Clock>>(request, clocks, ({ items }) => items.length === 2)
    const refused = activate('--confirm', listed.list)
    expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining('--confirm: ') })
    expect(refused.stdout).toContain(`${later}  legal  se mostró sin cambio; ahora ${before.due} → `)
    const confirmed = activate('--confirm', listed.list, '--include-new', '--json')
    expect(confirmed, confirmed.stderr).toMatchObject({ status: 0 })
    expect(JSON.parse(confirmed.stdout)).toMatchObject({ act, actor: 'user:operator' })
    expect(activate('--confirm', listed.list)).toMatchObject({ status: 3 })

    const moved = ({ items }: Items<Clock>) => items.every(({ due }) => due > before.due)
    const after = (await read<Items<Clock>>(request, clocks, moved)).items
    expect(after.map(({ calendar }) => calendar)).toEqual(Array(2).fill(listed.calendar.version))
    const due = after[0]?.due
    for (const of of [caseId, later]) {
      const dossier = await read<Dossier>(request, `/v1/case-files/${of}`, ({ timeline }) =>
        timeline.some(({ type, data }) => type === 'MessageRequested' && data.template === 'nueva-fecha'),
      )
      expect(dossier.due).toBe(due)
      const line = dossier.timeline.find(({ type }) => type === 'ClockRecounted')
      expect(line?.data).toMatchObject({ act, before: before.due, due })
    }
    const status = JSON.parse(calendars('status', '--json').stdout)
    expect(status).toMatchObject([{ act, complete: true }])
    expect(calendars('status').stdout).toContain('completo')
    expect(calendars('activate', '--calendar', closing)).toMatchObject({
      ...{ status: 2, stderr: expect.stringContaining('falta la opción --act') },
    })
  })
})
