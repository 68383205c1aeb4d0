import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entitiesDir, loadEntity, loadProcedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { printedTrial } from '../src/cli/procedure/print-trial.ts'
import { runTrial } from '../src/cli/procedure/run-trial.ts'

const dir = join(entitiesDir, 'icetex')
const entity = loadEntity(dir)
const written = readFileSync(join(dir, 'procedures/pqrsd.yaml'), 'utf8')

/** The first version, with other words in place of some of its own. */
function draft(...edits: readonly [string, string][]) {
  const text = edits.reduce((whole, [from, to]) => {
    expect(whole).toContain(from)
    return whole.replace(from, () => to)
  }, written)
  return loadProcedure(text, entity)
}

const to = 'escalates: { area: otorgamiento-productos, level: 3 }'
const marked = draft([
  '{ id: vencido, name: Vencido, atRemaining: 0 }',
  `{ id: vencido, name: Vencido, atRemaining: 0, ${to} }`,
])
const received = (kind: string, at = '2026-11-20T15:00:00.000Z') =>
  ({ type: 'received', at, kind, channel: 'virtual' }) as const
const started = { type: 'moved', at: '2026-12-18T15:00:00.000Z', name: { action: 'start' } } as const
const over = '2026-12-15T05:00:00.000Z'

describe('a mark that escalates', () => {
  it('sends a tried case where the service would, at its instant, between two facts', async () => {
    const facts = [received('queja'), started]
    const steps = await runTrial({ entity, procedure: marked, overlays: [], facts, until: undefined })
    expect(steps.map(({ fact, at, type, standing }) => [fact, at, type, standing?.case.level])).toEqual([
      [1, received('queja').at, 'received', 2],
      [undefined, over, 'mark', 3],
      [2, started.at, 'moved', 3],
    ])
    expect(steps[1]).toMatchObject({
      mark: { clock: 'legal', rung: null },
      told: [{ data: { area: 'otorgamiento-productos', level: 3 } }, ...(steps[1]?.told.slice(1) ?? [])],
    })
    expect(printedTrial(steps, marked)).toContain(
      '2026-12-15 00:00  el sistema, por el escalón fin del término legal\n  se asigna a otorgamiento-productos, nivel 3\n',
    )
  })

  it('leaves a case where it is whose kind is not escalated, and one that ended before', async () => {
    const closed = {
      ...started,
      at: '2026-12-10T15:00:00.000Z',
      name: { action: 'answer' },
      outcome: 'parcial',
    }
    const until = '2026-12-20T05:00:00.000Z'
    for (const facts of [
      [received('peticion-interes-general'), started],
      [received('queja'), closed],
    ]) {
      const steps = await runTrial({ entity, procedure: marked, overlays: [], facts, until })
      expect(steps.map(({ type, refused }) => [type, refused])).toEqual([
        ['received', undefined],
        ['moved', undefined],
        ['until', undefined],
      ])
    }
  })
})

describe('a version', () => {
  it('takes no case of a day on which another one of its entity is in force, and says when it is', async () => {
    const [first, second] = [1, 2].map((version) =>
      entity.versions.find((one) => one.id === 'pqrsd' && one.version === version),
    )
    const trial = async (procedure = first, at?: string) => {
      const facts = [received('queja', at), started]
      if (procedure === undefined) throw new Error('the version is not there')
      const steps = await runTrial({ entity, procedure, overlays: [], facts, until: undefined })
      return [steps.length, steps[0]?.refused?.code, steps[0]?.refused?.detail]
    }
    const never = 'No se abre ningún caso: ese día la versión no está vigente'
    expect(await trial(first, '2026-12-02T15:00:00.000Z')).toEqual([
      1,
      'procedure-not-in-force',
      `${never}; la 1 rige del 2022-09-06 al 2026-11-30.`,
    ])
    expect(await trial(second, '2026-11-20T15:00:00.000Z')).toEqual([
      1,
      'procedure-not-in-force',
      `${never}; la 2 rige desde el 2026-12-01.`,
    ])
    // What is older than every version is of the first, as in the service.
    expect(await trial(first, '2019-01-10T15:00:00.000Z')).toEqual([2, undefined, undefined])
  })

  it('that is a draft takes the days of the one whose number it has', async () => {
    const facts = [received('queja')]
    const second = draft(['version: 1\n', 'version: 2\n'])
    const steps = await runTrial({ entity, procedure: second, overlays: [], facts, until: undefined })
    expect(steps[0]?.refused).toBeUndefined()
  })
})

it('a refusal is printed with the field that it is about, as the file of facts calls it', async () => {
  const procedure = entity.versions.find(({ id, version }) => id === 'pqrsd' && version === 2)
  if (procedure === undefined) throw new Error('the version is not there')
  const at = '2026-12-02T15:00:00.000Z'
  const facts = [received('queja', at), { type: 'filled', at, form: { nada: 1 } } as const]
  const steps = await runTrial({ entity, procedure, overlays: [], facts, until: undefined })
  expect(printedTrial(steps, procedure)).toMatch(/NO se hace \(form-[a-z-]+, form[.a-z]*\): /)
})
