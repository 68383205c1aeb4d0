import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileKind } from '@ventanilla/file-checks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBadInput } from '../src/cli/bad-input.ts'
import { type CheckFlags, type CheckOutcome, passes, runCheck } from '../src/cli/file-check-run.ts'
import { printedCheck } from '../src/cli/print-file-check.ts'
import { runVerb } from './run-verb.ts'

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../packages/file-checks/test/fixtures/${name}`, import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-file-check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** As the verb asks, in this process: each verb is a process of its own, and reads the file in another. */
async function asked(kind: FileKind, path: string, flags: Partial<CheckFlags> = {}): Promise<CheckOutcome> {
  const outcome = await runCheck(kind, path, { ...usual, ...flags })
  if (isBadInput(outcome)) throw new Error(outcome.detail)
  return outcome
}
const refused = async (path: string, flags: Partial<CheckFlags>) => {
  const outcome = await runCheck('banner', path, { ...usual, ...flags })
  return isBadInput(outcome) ? [outcome.code, outcome.field] : outcome
}
const usual = { entity: 'icetex', procedure: 'publicaciones' }

describe('ventanilla file-check', () => {
  it('says what a banner lacks, and what it was not asked', () => {
    const path = fixture('banner-un-pixel-mas.jpg')
    const { status, stdout, stderr } = runVerb(['file-check', 'banner', path, '--place', 'home'])
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toContain('ERROR: Mide 1921×550 píxeles; debe medir 1920×550. [banner-dimensions]')
    expect(stdout).toContain('No se revisó: título, descripción, llamada a la acción, permanencia.')
    expect(stdout).toMatch(/NO cumple\.\n$/)
  })

  it('says in JSON that one is fine', () => {
    const texts = ['--title', 'Ya abrieron', '--description', 'Créditos', '--call-to-action', 'Entre']
    const days = ['--from', '2026-01-15', '--until', '2026-05-15']
    const args = [
      'file-check',
      'banner',
      fixture('banner-home.jpg'),
      '--place',
      'home',
      ...texts,
      ...days,
      '--json',
    ]
    const { status, stdout } = runVerb(args)
    expect([status, JSON.parse(stdout)]).toMatchObject([
      0,
      { ok: true, findings: [], facts: { unchecked: [] } },
    ])
  })

  it('says what is wrong with the asking', async () => {
    const { status, stderr } = runVerb(['file-check', 'sms', '/no/hay', '--json'])
    expect([status, JSON.parse(stderr).error.code]).toEqual([2, 'file-unreadable'])
    const path = fixture('banner-home.jpg')
    const wrong: [Partial<CheckFlags>, string, string][] = [
      [{ place: 'techo' }, 'place-unknown', 'place'],
      [{ from: '2026-02-30', until: '2026-03-01' }, 'date-invalid', 'from'],
      [{ from: '2026-02-20' }, 'option-missing', 'until'],
      [{ from: '2026-02-20', until: '2026-02-19' }, 'days-reversed', 'until'],
      [{ entity: 'nadie' }, 'entity-unknown', 'entity'],
      [{ procedure: 'ninguno' }, 'procedure-unknown', 'procedure'],
      [{ procedure: 'pqrsd' }, 'parameter-missing', 'procedure'],
      [{ set: ['banner-peso-maximo=3'] }, 'option-unknown', 'set'],
      [{ set: ['banner-medidas-home=3'] }, 'parameter-invalid', 'set'],
      [{ set: ['banner-otra=3'] }, 'parameter-unknown', 'set'],
      [{ set: ['nada'] }, 'set-invalid', 'set'],
      [{ set: ['banner-peso-maximo=150000', 'banner-peso-maximo=3'] }, 'set-repeated', 'set'],
      [{ clean: path }, 'file-exists', 'clean'],
    ]
    for (const [flags, code, field] of wrong) expect(await refused(path, flags)).toEqual([code, field])
  })

  it('takes the limits of the procedure, and others for the asking', async () => {
    const path = fixture('banner-home.jpg')
    const other = { set: ['banner-medidas-home={"width":1920,"height":551}', 'banner-peso-maximo=150000'] }
    expect((await asked('banner', path, other)).counts).toEqual({ 'banner-dimensions': 1 })
    const required = { set: ['sms-telefono=required-column'] }
    expect((await asked('sms', fixture('lista-buena.csv'), required)).ok).toBe(true)
  })

  it('reads a list row by row, and names nobody', async () => {
    const outcome = await asked('sms', fixture('lista.xlsx'))
    const text = printedCheck(outcome)
    expect(text).toContain('ERROR, línea 4, cedula: Falta la cédula. [sms-cedula-empty]')
    expect(text + JSON.stringify(outcome)).not.toMatch(/Ana|1020304050/)
    const more = printedCheck({ ...outcome, omitted: 7 })
    expect(more).toContain('… y 7 más. En total: sms-message-accents 1,')
  })

  it('writes a copy without metadata, checks it, and leaves the original alone', async () => {
    const [path, clean] = [fixture('informe-con-xmp.pdf'), join(folder, 'limpio.pdf')]
    const before = readFileSync(path)
    const outcome = await asked('document', path, { clean })
    expect([outcome.ok, passes(outcome)]).toEqual([false, true])
    expect(printedCheck(outcome)).toContain('Se quitó: XMP (creator, CreatorTool, MetadataDate, Producer)')
    expect(printedCheck(outcome)).toMatch(/La copia cumple\.\n$/)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readFileSync(clean, 'latin1')).not.toContain('Marcela')
  })

  it('says why there is no copy', async () => {
    const outcome = await asked('document', fixture('cobertura.xls'), { clean: join(folder, 'no.xlsx') })
    expect(outcome.cleaning).toMatchObject({ notCleaned: 'old-format' })
    expect(printedCheck(outcome)).toContain('No se limpió: Es un .xls')
    expect(passes(outcome)).toBe(false)
  })
})
