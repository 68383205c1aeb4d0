import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageRegions } from '../src/docs/page.ts'
import {
  declaredClocks,
  entitiesDir,
  loadEntity,
  loadProcedure,
  metByLetter,
  ownClock,
  rungsLeft,
} from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)
const pqrsd = readFileSync(`${entitiesDir}/icetex/procedures/pqrsd.yaml`, 'utf8')

/** The clocks that the how-to adds to the procedure of petitions. */
function ofThePage(): string {
  const page = readFileSync(
    new URL('../../../docs/how-to/read-and-change-a-procedure.md', import.meta.url),
    'utf8',
  )
  const [, block] = page.match(/```yaml\n(clocks:\n[\s\S]*?)```/) ?? []
  if (!block) throw new Error('the page shows no clocks')
  return block
}

const withClocks = loadProcedure(`${pqrsd}\n${ofThePage()}`, icetex)

test('a procedure that says nothing of it has no clocks beside the terms of its kinds', () => {
  const first = icetex.versions.filter(({ version }) => version === 1)
  for (const { clocks } of [...first, loadProcedure(tiny)]) expect(clocks).toEqual([])
})

test('the clocks of the how-to are the clocks of the kinds that they name', () => {
  const names = (kind: string) => declaredClocks(withClocks, kind).map(({ id }) => id)
  expect(names('consulta')).toEqual(['acuse', 'nivel-1', 'encuesta'])
  expect(names('queja')).toEqual(['acuse', 'nivel-1', 'nivel-3', 'encuesta'])
  expect(withClocks.clocks.map(metByLetter)).toEqual([true, false, false, false])
  expect(withClocks.clocks.map(({ pauses }) => pauses)).toEqual([false, true, true, false])
})

test('rungs are told as the days that are left, and no rung is the end', () => {
  const [, first, third, survey] = withClocks.clocks
  expect(rungsLeft(first?.ladder ?? [], 3)).toEqual([{ id: 'rojo', remaining: 1 }])
  expect(rungsLeft(third?.ladder ?? [], 8)).toEqual([{ id: 'rojo', remaining: 2 }])
  expect(survey?.ladder).toEqual([])
  expect(rungsLeft(withClocks.ladder, 15).map(({ id }) => id)).not.toContain('vencido')
})

test('the term of a kind is that of the law in a petition, and a service agreement in any other family', () => {
  expect([...icetex.procedures.values(), loadProcedure(tiny)].map(ownClock)).toEqual([
    ...['legal', 'ans', 'ans'],
  ])
})

test('the reference shows them beside the terms, when there are any', () => {
  const shown = (procedure = withClocks) => pageRegions({ ...icetex, versions: [procedure] }).get('pqrsd@1')
  expect(shown(loadProcedure(pqrsd, icetex))).not.toContain('Otros relojes')
  expect(shown()).toContain('### Otros relojes')
  expect(shown()).toContain(
    '| `nivel-3` | Área misional | 8 días hábiles, se detiene con el término | `queja`, `reclamo`, `denuncia` | ' +
      'al llegar al nivel 3 | sale de ahí; se responde de fondo | siguen los días que quedaban | ' +
      'Rojo: al cumplirse el 80 % del término | Acuerdo interno de atención, numeral 3 |',
  )
  expect(shown()).toContain('| se hace `cerrar`; se hace `reabrir-inconforme` | queda como terminó |')
})

test('a clock may start with a state of its procedure, and be met by leaving it', () => {
  const text = changed(
    tiny,
    'initial: pedida',
    `clocks:
  - id: prestamo
    name: Tiempo de préstamo
    regime: circular
    term: *devolucion
    article: '3'
    starts: { state: prestada }
    meets: [leaving]
    reopens: stays
initial: pedida`,
  )
  expect(loadProcedure(text).clocks).toMatchObject([
    { id: 'prestamo', starts: { state: 'prestada' }, term: { amount: 2, unit: 'calendar-days' }, ladder: [] },
  ])
})
