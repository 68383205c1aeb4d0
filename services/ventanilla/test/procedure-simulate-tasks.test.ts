import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-simulate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Step {
  refused: { code: string } | null
  standing: object | null
  clocks: { clock: string; due: string | null }[]
}

const simulate = (facts: string, ...more: string[]) =>
  runVerb(['procedure', 'simulate', 'icetex/pqrsd@2', '--facts', facts, ...more])

function stepsOf(facts: string): Step[] {
  const { status, stdout, stderr } = simulate(facts, '--json')
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout).steps
}

it('asks others for something and takes their answer, by the rules of the service', () => {
  const task = { task: 'informacion-de-otra-entidad' }
  const facts = join(folder, 'tareas.json')
  writeFileSync(
    facts,
    JSON.stringify([
      { type: 'received', at: '2026-12-01T10:00', kind: 'queja', channel: 'virtual' },
      { type: 'task-asked', at: '2026-12-01T11:00', ...task, area: 'gestion-operaciones', as: 'mal' },
      { type: 'task-asked', at: '2026-12-01T11:00', ...task, outside: 'Ministerio de Educación' },
      { type: 'task-asked', at: '2026-12-02T11:00', ...task, outside: 'DIAN', as: 'dian' },
      { type: 'task-answered', at: '2026-12-03T11:00', ...task, evidence: ['oficio-1'] },
      { type: 'task-withdrawn', at: '2026-12-04T11:00', ...task },
      { type: 'task-withdrawn', at: '2026-12-04T12:00', task: 'dian' },
      { type: 'task-answered', at: '2026-12-04T13:00', task: 'nada' },
    ]),
  )
  const steps = stepsOf(facts)
  expect(steps.map(({ refused }) => refused?.code)).toEqual([
    ...[undefined, 'task-addressee', undefined, undefined, undefined, 'task-not-open', undefined],
    'task-not-found',
  ])
  const due = steps[0]?.clocks.find(({ clock }) => clock === 'legal')?.due
  const last = steps.at(-1)
  expect(last?.clocks.find(({ clock }) => clock === 'legal')?.due, 'no task stops the term').toBe(due)
  expect(last?.standing).toMatchObject({
    tasks: [
      { outside: 'Ministerio de Educación', status: 'answered', endedOn: '2026-12-03', due: '2026-12-16' },
      { outside: 'DIAN', status: 'withdrawn', endedOn: '2026-12-04' },
    ],
  })
  expect(simulate(facts).stdout).toContain(
    '  Tarea «Información de otra entidad», de DIAN: se espera hasta el 2026-12-17.\n',
  )
  const twice = JSON.parse(readFileSync(facts, 'utf8'))
  twice[3] = { ...twice[3], as: undefined }
  writeFileSync(facts, JSON.stringify(twice))
  const wrong = simulate(facts)
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('dele otro con as')])
})
