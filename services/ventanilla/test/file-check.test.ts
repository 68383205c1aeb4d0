import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../packages/file-checks/test/fixtures/${name}`, import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-file-check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const check = (...args: string[]) => runVerb(['file-check', ...args])
const asJson = (...args: string[]) => JSON.parse(check(...args, '--json').stdout)

describe('ventanilla file-check', () => {
  it('says what a banner lacks, and what it was not asked', () => {
    const { status, stdout, stderr } = check('banner', fixture('banner-un-pixel-mas.jpg'), '--place', 'home')
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toContain('ERROR: Mide 1921×550 píxeles; debe medir 1920×550. [banner-dimensions]')
    expect(stdout).toContain('No se revisó: título, descripción, llamada a la acción, permanencia.')
    expect(stdout).toMatch(/NO cumple\.\n$/)
  })

  it('says that one is fine', () => {
    const order = ['--title', 'Ya abrieron', '--description', 'Créditos', '--call-to-action', 'Entre']
    const { status, stdout } = check(
      ...['banner', fixture('banner-home.jpg'), '--place', 'home', ...order],
      ...['--from', '2026-01-15', '--until', '2026-05-15'],
    )
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Huella .*\nCumple\.\n$/)])
  })

  it('takes the limits of the procedure, and another for the asking', () => {
    const path = fixture('banner-home.jpg')
    const set = (value: string) => check('banner', path, '--set', value, '--json')
    expect(JSON.parse(set('banner-medidas-home={"width":1920,"height":551}').stdout).ok).toBe(false)
    expect(JSON.parse(set('banner-peso-maximo=150000').stdout).ok).toBe(true)
    for (const [value, code] of [
      ['banner-peso-maximo=3', 'option-unknown'],
      ['banner-medidas-home=3', 'parameter-invalid'],
      ['banner-otra=3', 'parameter-unknown'],
      ['nada', 'parameter-unknown'],
    ] as const) {
      const { status, stderr } = set(value)
      expect([value, status, JSON.parse(stderr).error]).toMatchObject([value, 2, { code, field: 'set' }])
    }
  })

  it('reads a list row by row, and names nobody', () => {
    const { status, stdout } = check('sms', fixture('lista.xlsx'))
    expect(status).toBe(1)
    expect(stdout).toContain('ERROR, línea 4, cedula: Falta la cédula. [sms-cedula-empty]')
    expect(stdout).not.toMatch(/Ana|1020304050/)
    const required = asJson('sms', fixture('lista.xlsx'), '--set', 'sms-telefono=required-column')
    expect(required).toMatchObject({ kind: 'sms', counts: { 'sms-cedula-empty': 1 } })
  })

  it('tells a document under a password and a scanned one', () => {
    expect(asJson('document', fixture('con-contrasena.pdf')).counts).toEqual({ 'file-password': 1 })
    expect(asJson('document', fixture('escaneado.pdf')).counts).toMatchObject({
      'document-page-without-text': 2,
    })
  })

  it('writes a copy without metadata, checks it, and leaves the original alone', () => {
    const [path, clean] = [fixture('informe-con-xmp.pdf'), join(folder, 'limpio.pdf')]
    const before = readFileSync(path)
    const { status, stdout } = check('document', path, '--clean', clean)
    expect(status).toBe(0)
    expect(stdout).toContain('Se quitó: XMP (creator, CreatorTool, MetadataDate, Producer)')
    expect(stdout).toMatch(/La copia cumple\.\n$/)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readFileSync(clean, 'latin1')).not.toContain('Marcela')
    const again = check('document', path, '--clean', clean, '--json')
    expect([again.status, JSON.parse(again.stderr).error.code]).toEqual([2, 'file-exists'])
    const old = asJson('document', fixture('cobertura.xls'), '--clean', join(folder, 'no.xlsx'))
    expect(old.cleaning).toMatchObject({ notCleaned: 'old-format' })
  })

  it('knows the format by content, and tells a name that says another', () => {
    const path = join(folder, 'banner.gif')
    writeFileSync(path, readFileSync(fixture('banner-home.jpg')))
    expect(asJson('banner', path)).toMatchObject({ ok: true, counts: { 'file-name-mismatch': 1 } })
  })

  it('says what is wrong with the asking', () => {
    const wrong = (...args: string[]) => {
      const { status, stderr } = check('banner', ...args, '--json')
      return [status, JSON.parse(stderr).error.code]
    }
    const path = fixture('banner-home.jpg')
    expect(wrong('/no/hay')).toEqual([2, 'file-unreadable'])
    expect(wrong(path, '--place', 'techo')).toEqual([2, 'place-unknown'])
    expect(wrong(path, '--from', '2026-02-30', '--until', '2026-03-01')).toEqual([2, 'date-invalid'])
    expect(wrong(path, '--from', '2026-02-20')).toEqual([2, 'option-missing'])
    expect(wrong(path, '--from', '2026-02-20', '--until', '2026-02-19')).toEqual([2, 'days-reversed'])
    expect(wrong(path, '--entity', 'nadie')).toEqual([2, 'entity-unknown'])
    expect(wrong(path, '--procedure', 'ninguno')).toEqual([2, 'procedure-unknown'])
    expect(wrong(path, '--procedure', 'pqrsd')).toEqual([2, 'parameter-missing'])
  })
})
