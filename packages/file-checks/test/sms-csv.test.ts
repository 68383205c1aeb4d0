import { describe, expect, test } from 'vitest'
import { checked, codesOf, fixture, spotsOf } from './support/checked.ts'

const heading = 'nombre,apellido,cedula,mensaje'
const list = (...rows: string[]) => `${[heading, ...rows].join('\n')}\n`
const withPhone = (...rows: string[]) => `${[`${heading},telefono`, ...rows].join('\n')}\n`
/** What is told of every list without phones. */
const phoneless = 'sms-phone-column-absent'

describe('a list of messages', () => {
  test('that is sound is told nothing but that its phones are looked up', async () => {
    const { ok, findings, facts } = await checked('sms', list('Ana,Muñoz,1020304050,Su credito fue aprobado'))
    expect([ok, findings.map(({ code, severity }) => [code, severity]), facts]).toEqual([
      true,
      [[phoneless, 'note']],
      { format: 'csv', rows: 1, encoding: 'utf-8' },
    ])
    expect(await codesOf('sms', withPhone('Ana,Muñoz,1020304050,Hola,3001234567'))).toEqual([])
  })

  test('has its columns, however they are written', async () => {
    for (const own of [
      'Nombre;Apellido;Número de cédula;Mensaje',
      '"NOMBRE"\tAPELLIDO\tCEDULA\tMENSAJE',
      'mensaje,cedula,apellido,nombre,ciudad',
      '\uFEFFnombre,apellido,cédula,mensaje',
      'Nombres,Apellidos,No. de cédula,mensaje',
    ]) {
      const cells = own
        .split(/[,;\t]/)
        .map((name) => (/ensaje/i.test(name) ? 'Hola' : /dula/i.test(name) ? '123' : 'x'))
      const delimiter = /[,;\t]/.exec(own)?.[0] ?? ''
      expect(await codesOf('sms', `${own}\n${cells.join(delimiter)}\n`)).toEqual([phoneless])
    }
  })

  test('that lacks a column, or has one twice, is read no further', async () => {
    expect(await spotsOf('sms', 'nombre;cedula\nAna;\n')).toEqual([
      'sms-column-missing 1 apellido',
      'sms-column-missing 1 mensaje',
    ])
    expect(await spotsOf('sms', `\n\n${heading},Cédula\nA,B,,\n`)).toEqual(['sms-column-repeated 3 cedula'])
    const required = { changed: { 'sms-telefono': 'required-column' as const } }
    expect(await spotsOf('sms', list('A,B,1,Hola'), required)).toEqual(['sms-column-missing 1 telefono'])
    expect(await codesOf('sms', '\n \n')).toEqual(['sms-column-missing'])
    expect(await codesOf('sms', '')).toEqual(['file-empty'])
    expect(await codesOf('sms', list())).toEqual([phoneless, 'sms-rows-none'])
  })

  test('tells each row by its line, its column and a code, and never by what stands there', async () => {
    const report = await checked(
      'sms',
      withPhone(
        'Ana,Muñoz,1020304050,Su credito fue aprobado,3001234567',
        'Beto,Gil,,Hola Beto,3001234567',
        'Caro,Rey,12-34A,Hola Caro,+57 300 123 4567',
        ',Paz,52345678,Hola,(310) 765-4321',
        'Eva,Sol,52345679,,3001234567',
        `Fido,Luz,52345680,${'x'.repeat(161)},3001234567`,
        'Gala,Mar,52345681,Atención: mañana vence su crédito,3001234567',
        'Hugo,Rio,52345682,Hola,6012345678',
        'Ines,Pan,52345683,Hola,',
        'Ana,Muñoz,1.020.304.050,Su credito fue aprobado,573001234567',
        'Juan,Voz,52345684,Pague 500 € [hoy],3001234567',
        'Kika,Ola,52345685,Felicitaciones 🎓,3001234567',
        'Leo,Uva,52345686,a,b,3001234567',
      ),
    )
    expect(report.findings.map(({ code, at }) => `${at?.line} ${at?.column ?? ''} ${code}`)).toEqual([
      '3 cedula sms-cedula-empty',
      '4 cedula sms-cedula-invalid',
      '5 nombre sms-name-empty',
      '6 mensaje sms-message-empty',
      '7 mensaje sms-message-too-long',
      '8 mensaje sms-message-accents',
      '9 telefono sms-phone-invalid',
      '10 telefono sms-phone-missing',
      '11  sms-row-duplicate',
      '13 mensaje sms-message-not-gsm',
      '14  sms-row-cells',
    ])
    expect(report.facts).toMatchObject({ rows: 13 })
    for (const value of ['Ana', 'Muñoz', '1020304050', '3001234567', '12-34A', 'Atención', 'aprobado', '🎓'])
      expect(JSON.stringify(report)).not.toContain(value)
  })

  test('counts characters as a person does, and refuses accents in either form (documento 004, numeral 4)', async () => {
    const row = (message: string) => codesOf('sms', withPhone(`A,B,1,"${message}",3001234567`))
    expect(await row('n'.repeat(160))).toEqual([])
    expect(await row('ñ'.repeat(160))).toEqual([])
    expect(await row('n\u0303'.repeat(160))).toEqual([])
    expect(await row('n'.repeat(161))).toEqual(['sms-message-too-long'])
    for (const letter of 'áéíóúüÁÉÍÓÚÜ') {
      expect(await row(`hola ${letter}`)).toEqual(['sms-message-accents'])
      expect(await row(`hola ${letter.normalize('NFD')}`)).toEqual(['sms-message-accents'])
    }
    expect(await row('niño, Ñoño, ¿ya? ¡sí!'.replace('í', 'i'))).toEqual([])
    // Two septets each.
    expect(await row('€'.repeat(80))).toEqual([])
    expect(await row('€'.repeat(81))).toEqual(['sms-message-septets'])
    expect(await row('dos\nlineas')).toEqual([])
    const kept = { changed: { 'sms-letras-rechazadas': '', 'sms-largo-maximo': 5 } }
    expect(await codesOf('sms', withPhone('A,B,1,éxito,3001234567'), kept)).toEqual([])
    expect(await codesOf('sms', withPhone('A,B,1,éxitos,3001234567'), kept)).toEqual(['sms-message-too-long'])
  })

  test('requires a phone of each row where the procedure does', async () => {
    const required = { changed: { 'sms-telefono': 'required-column' as const } }
    const { ok, findings } = await checked('sms', withPhone('A,B,1,Hola,'), required)
    expect([ok, findings[0]?.severity]).toEqual([false, 'error'])
    expect((await checked('sms', withPhone('A,B,1,Hola,'))).ok).toBe(true)
  })

  test('has the same row once: by cédula, phone and message', async () => {
    const row = 'Ana,Muñoz,52345678,Hola,3001234567'
    expect(await spotsOf('sms', withPhone(row, row, 'Anita,M.,52 345 678,Hola,+573001234567'))).toEqual([
      'sms-row-duplicate 3',
      'sms-row-duplicate 4',
    ])
    const others = ['Ana,Muñoz,52345678,Adios,3001234567', 'Ana,Muñoz,52345678,Hola,3009999999']
    expect(await codesOf('sms', withPhone(row, ...others))).toEqual([])
  })
})

describe('a list in CSV', () => {
  const rows = [
    'nombre;apellido;cedula;mensaje',
    'Íñigo;Muñoz;52345678;Mañana vence',
    'Zoë;Ñáñez;;"Hola; ""ya"""',
  ]

  test('is read in whatever encoding and with whatever line ends it came', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = rows.join(end)
      const forms: [string, Buffer][] = [
        ['utf-8', Buffer.from(text)],
        ['utf-8', Buffer.from(`\uFEFF${text}`)],
        ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
        ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
        ['windows-1252', Buffer.from(text, 'latin1')],
      ]
      for (const [encoding, bytes] of forms)
        for (const size of [1, 2, 3, 5, 7, 64_000]) {
          const report = await checked('sms', bytes, { pieces: size })
          expect(report.facts).toEqual({ format: 'csv', rows: 2, encoding })
          expect(report.findings.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([
            `${phoneless} 1`,
            'sms-cedula-empty 3',
          ])
        }
    }
  })

  test('as a Spanish spreadsheet saves it is sound', async () => {
    const { findings, facts } = await checked('sms', fixture('lista-buena.csv'))
    expect([findings, facts]).toEqual([[], { format: 'csv', rows: 2, encoding: 'windows-1252' }])
  })

  test('tells what is no character in the encoding it has', async () => {
    const text = Buffer.from(list('Muñoz,x,1,Hola', 'Niña,x,2,ma?ana', 'Ana,x,3,Hola'))
    text[text.indexOf('?')] = 0xf1
    expect(await spotsOf('sms', text)).toEqual([`${phoneless} 1 telefono`, 'sms-cell-undecodable 3 mensaje'])
  })

  test('goes on behind a quotation mark that is left open', async () => {
    const open = list(
      'A,B,1,"Hola',
      'C,D,,Hola',
      'E,F,3,"Hola "" bien"',
      'G,H,4,Hola "entre" comillas',
      'I,J,,Hola',
    )
    expect(await spotsOf('sms', open)).toEqual([
      `${phoneless} 1 telefono`,
      'sms-row-quote 2',
      'sms-cedula-empty 3 cedula',
      'sms-cedula-empty 6 cedula',
    ])
    expect(await spotsOf('sms', list('A,B,1,Hola', 'C,D,2,"sin fin'))).toEqual([
      `${phoneless} 1 telefono`,
      'sms-row-quote 3',
    ])
    const long = list('A,B,1,"sin fin', ...Array.from({ length: 50 }, (_, index) => `C,D,${index + 10},Hola`))
    expect(await spotsOf('sms', long)).toEqual([`${phoneless} 1 telefono`, 'sms-row-quote 2'])
  })

  test('numbers lines as an editor does, blank ones and those inside a cell too', async () => {
    const text = list('A,B,1,"dos', 'lineas"', '', ',,,', 'C,D,,Hola')
    expect(await spotsOf('sms', text)).toEqual([`${phoneless} 1 telefono`, 'sms-cedula-empty 6 cedula'])
    expect((await checked('sms', text)).facts).toMatchObject({ rows: 2 })
  })

  test('without an end to its line is passed over, not held', async () => {
    const text = list('A,B,1,Hola', `C,D,2,${'x'.repeat(70_000)}`, 'E,F,,Hola')
    expect(await spotsOf('sms', text, { pieces: 1000 })).toEqual([
      `${phoneless} 1 telefono`,
      'sms-row-too-long 3',
      'sms-cedula-empty 4 cedula',
    ])
  })

  test('is not another format under another name', async () => {
    for (const name of ['informe.pdf', 'banner-home.jpg', 'cobertura.xls', 'banner-es-png.jpg'])
      expect(await codesOf('sms', fixture(name))).toEqual(['file-type-refused'])
    expect(await codesOf('sms', fixture('con-contrasena.xlsx'))).toEqual(['file-password'])
  })
})
