import { describe, expect, test } from 'vitest'
import { checked, codesOf, fixture, spotsOf } from './support/checked.ts'
import { padded, reframed, withSegment } from './support/jpeg.ts'

const home = fixture('banner-home.jpg')

describe('a banner', () => {
  test('of either size is fine, in one piece or byte by byte', async () => {
    expect(await codesOf('banner', home)).toEqual([])
    expect(await codesOf('banner', fixture('banner-interno.jpg'), { pieces: 1 })).toEqual([])
    expect(await codesOf('banner', fixture('banner-progresivo.jpg'))).toEqual([])
  })

  test('may weigh as much as the parameter says, and not a byte more (documento 004, numeral 4)', async () => {
    expect(await codesOf('banner', padded(home, 153_600))).toEqual([])
    const { findings } = await checked('banner', padded(home, 153_601))
    expect(findings).toEqual([
      {
        ...{ code: 'banner-too-heavy', severity: 'error', found: 153_601, limit: 153_600 },
        detail: 'Pesa 153601 bytes; se admiten 153600.',
      },
    ])
    const thousand = { changed: { 'banner-peso-maximo': 150_000 } }
    expect(await codesOf('banner', padded(home, 150_000), thousand)).toEqual([])
    expect(await codesOf('banner', padded(home, 150_001), thousand)).toEqual(['banner-too-heavy'])
  })

  test('measures exactly what its place asks for (documento 004, numeral 4)', async () => {
    const { findings } = await checked('banner', fixture('banner-un-pixel-mas.jpg'), {
      banner: { place: 'home' },
    })
    expect(findings).toEqual([
      {
        ...{ code: 'banner-dimensions', severity: 'error', found: '1921×550', limit: '1920×550' },
        detail: 'Mide 1921×550 píxeles; debe medir 1920×550.',
      },
    ])
    expect(await codesOf('banner', home, { banner: { place: 'internal' } })).toEqual(['banner-dimensions'])
    expect(await codesOf('banner', home, { banner: { place: 'home' } })).toEqual([])
    for (const wrong of [{ width: 1919 }, { height: 549 }, { height: 551 }])
      expect(await codesOf('banner', reframed(home, wrong))).toEqual(['banner-dimensions'])
  })

  test('of 65535 × 65535 costs no more than its bytes', async () => {
    expect(await codesOf('banner', reframed(home, { width: 65_535, height: 65_535 }))).toEqual([
      'banner-dimensions',
    ])
  })

  test('is a JPEG by its content, whatever its name', async () => {
    const { findings } = await checked('banner', fixture('banner-es-png.jpg'))
    expect(findings).toEqual([
      {
        ...{ code: 'file-type-refused', severity: 'error' },
        detail: 'Se espera JPG o JPEG; por su contenido, el archivo es image/png.',
      },
    ])
    expect(await codesOf('banner', 'GIF89a y nada más')).toEqual(['file-type-refused'])
  })

  test('that is cut off, wherever, is told', async () => {
    expect(await codesOf('banner', home.subarray(0, -1))).toEqual(['file-damaged'])
    expect(await codesOf('banner', home.subarray(0, -2000))).toEqual(['file-damaged'])
    for (const length of [1, 4, 20, 200]) {
      expect(await codesOf('banner', home.subarray(0, length))).toEqual(['file-damaged'])
    }
    expect(await codesOf('banner', '')).toEqual(['file-empty'])
  })

  test('has nothing after its end', async () => {
    const hidden = Buffer.concat([home, Buffer.from('PK\u0003\u0004')])
    expect((await checked('banner', hidden)).findings).toMatchObject([
      { code: 'file-trailing-data', found: 4 },
    ])
    // What some programs fill up with hides nothing, and weighs what it weighs.
    const filled = (bytes: number) => Buffer.concat([home, Buffer.alloc(bytes - home.length)])
    expect(await codesOf('banner', filled(153_600))).toEqual([])
    expect(await codesOf('banner', filled(153_601))).toEqual(['banner-too-heavy'])
  })

  test('is upright as it is stored: a turned one is wide for some and high for others', async () => {
    expect(await codesOf('banner', fixture('banner-girado.jpg'))).toEqual([
      'banner-orientation',
      'banner-metadata',
    ])
  })

  test('is coded as browsers show it', async () => {
    for (const change of [{ marker: 0xc3 }, { marker: 0xc9 }, { bits: 12 }])
      expect(await codesOf('banner', reframed(home, change))).toEqual(['banner-encoding'])
    const cmyk = await checked('banner', fixture('banner-cmyk.jpg'))
    expect([cmyk.ok, cmyk.findings.map(({ code }) => code)]).toEqual([true, ['banner-colors']])
  })

  test('names the metadata that it carries, without saying what they say', async () => {
    const carrying = [
      withSegment(home, 0xfe, 'hecho por Marcela'),
      withSegment(home, 0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>'),
      withSegment(home, 0xed, 'Photoshop 3.0\0'),
    ]
    const told = await Promise.all(carrying.map((one) => checked('banner', one)))
    expect(told.flatMap(({ findings }) => findings.map(({ detail }) => detail))).toEqual([
      'Lleva metadatos: comentario.',
      'Lleva metadatos: XMP.',
      'Lleva metadatos: IPTC.',
    ])
    expect(JSON.stringify(told)).not.toContain('Marcela')
  })

  test('has no more words than each field may have (documento 004, numeral 4)', async () => {
    const words = (count: number) => Array.from({ length: count }, () => 'palabra').join(' ')
    const order = (...counts: [number, number, number]) => ({
      banner: { title: words(counts[0]), description: words(counts[1]), callToAction: words(counts[2]) },
    })
    expect(await codesOf('banner', home, order(6, 30, 4))).toEqual([])
    expect(await spotsOf('banner', home, order(7, 31, 5))).toEqual([
      'banner-words title',
      'banner-words description',
      'banner-words callToAction',
    ])
  })

  test('stays no longer than four months of the calendar (documento 004, numeral 4)', async () => {
    const stays = (from: string, until: string) => codesOf('banner', home, { banner: { from, until } })
    expect(await stays('2026-01-15', '2026-05-15')).toEqual([])
    expect(await stays('2026-01-15', '2026-05-16')).toEqual(['banner-permanence'])
    // There is no 31 February: the month's last day.
    expect(await stays('2025-10-31', '2026-02-28')).toEqual([])
    expect(await stays('2025-10-31', '2026-03-01')).toEqual(['banner-permanence'])
  })

  test('tells what was not asked', async () => {
    expect((await checked('banner', home)).facts).toMatchObject({
      ...{ width: 1920, height: 550, coding: 'baseline' },
      unchecked: ['title', 'description', 'callToAction', 'permanence'],
    })
  })

  test('that is too long to be held is not held', async () => {
    expect(await codesOf('banner', home, { bounds: { heldBytes: 1000 } })).toEqual(['file-too-large'])
  })
})
