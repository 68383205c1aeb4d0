import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newKeyFile } from '@ventanilla/certificate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const docs = (name: string) => fileURLToPath(new URL(`../../../docs/reference/${name}`, import.meta.url))
const certificate = docs('certificado.json')
const keys = docs('certificado-claves.json')
const text = readFileSync(certificate, 'utf8')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-certificate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('ventanilla verify-certificate', () => {
  it('says that a certificate holds, and whose key to compare', () => {
    const { status, stdout, stderr } = runVerb(['verify-certificate', certificate], 'Asia/Tokyo')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('Estado: cumplido. Vencimiento: 2026-12-21.')
    expect(stdout).toContain('sí  lo contado suma el término con sus prórrogas')
    expect(stdout).toContain('El certificado se sostiene.')
    expect(stdout).toContain('Huella de la clave: kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
    expect(stdout).toContain('compare su huella con las que publica la entidad')
    expect(stdout).not.toContain('NO')
  })

  it('asks for no comparing where the keys are given', () => {
    const { status, stdout } = runVerb(['verify-certificate', certificate, '--key', keys])
    expect(status).toBe(0)
    expect(stdout).toContain('sí  la clave es una de las que usted dio')
    expect(stdout).not.toContain('compare su huella')
  })

  it('needs nothing around it: no folder of data, no address', () => {
    const { status, stdout } = runVerb(['verify-certificate', certificate, '--key', keys, '--json'])
    expect(status).toBe(0)
    const verdict = JSON.parse(stdout)
    expect(verdict).toMatchObject({
      ...{ holds: true, trusted: true, kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' },
      ...{
        entity: 'icetex',
        state: 'met',
        due: '2026-12-21',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    expect(verdict.findings).toContainEqual({ code: 'due', holds: true, detail: expect.any(String) })
  })

  it('ends with 1 where it doesn’t hold, and says what', () => {
    const forged = written('movido.json', text.replace('"due": "2026-12-21"', '"due": "2026-12-22"'))
    const { status, stdout } = runVerb(['verify-certificate', forged])
    expect(status).toBe(1)
    expect(stdout).toContain('NO  la firma no es de este contenido: algo cambió después de firmar')
    expect(stdout).toContain('NO  la cuenta llega al 2026-12-21, y el vencimiento dice 2026-12-22')
    expect(stdout).toContain('El certificado NO se sostiene: fallan 2 comprobaciones.')
    const asJson = runVerb(['verify-certificate', forged, '--json'])
    expect(asJson.status).toBe(1)
    expect(JSON.parse(asJson.stdout)).toMatchObject({ holds: false, trusted: false })
    const cut = written('sin.json', text.replace(/\n {4}"late": (true|false),/, ''))
    const broken = runVerb(['verify-certificate', cut])
    expect(broken.status).toBe(1)
    expect(broken.stdout).toContain('NO  no tiene la forma de un certificado: certificate.late')
  })

  it('trusts no key for its name alone', () => {
    const forged = written('ajeno.json', text.replace('"due": "2026-12-21"', '"due": "2026-12-22"'))
    const { stdout } = runVerb(['verify-certificate', forged, '--key', keys, '--json'])
    const verdict = JSON.parse(stdout)
    expect(verdict).toMatchObject({ holds: false, trusted: false })
    expect(verdict.findings).toContainEqual({ code: 'key', holds: true, detail: expect.any(String) })
  })

  it('says of a PDF where the certificate is in it', () => {
    const { status, stderr } = runVerb(['verify-certificate', written('certificado.pdf', '%PDF-1.7\n')])
    expect(status).toBe(2)
    expect(stderr).toContain('guarde el archivo que trae adjunto, certificado.json')
  })

  it('believes no other key than those that are given', async () => {
    const others = written('otras.json', await newKeyFile())
    const { status, stdout } = runVerb(['verify-certificate', certificate, '--key', others])
    expect(status).toBe(1)
    expect(stdout).toContain('NO  la clave no es ninguna de las que usted dio: lo firmó otro')
    expect(stdout).toContain('El certificado NO se sostiene: falla una comprobación.')
  })

  it.each([
    ['file-unreadable', ['/no/existe.json']],
    ['certificate-invalid', [docs('hechos.json')]],
    ['certificate-invalid', [docs('certificate.md')]],
    ['key-unreadable', [certificate, '--key', '/no/existe.json']],
    ['key-invalid', [certificate, '--key', certificate]],
    ['key-invalid', [certificate, '--key', docs('certificate.md')]],
    ['argument-missing', []],
    ['option-unknown', [certificate, '--clave', keys]],
  ])('ends with 2 and %s where it is asked wrongly', (code, args) => {
    const { status, stdout, stderr } = runVerb(['verify-certificate', ...args, '--json'])
    expect([status, stdout]).toEqual([2, ''])
    expect(JSON.parse(stderr).error.code).toBe(code)
  })
})
