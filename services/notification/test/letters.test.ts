import { dateInWords, termInWords } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import type { Letter } from '../src/domain/letter.ts'
import { longInstant } from '../src/domain/letters/spanish.ts'
import { writeLetter } from '../src/domain/letters/write-letter.ts'

const about = {
  radicado: 'ICX-2026-000001',
  receivedAt: '2026-11-22T15:00:00.000Z',
  procedure: 'pqrsd',
  kind: 'queja',
}
const acuse: Letter = { ...about, template: 'acuse', due: '2026-12-14', amount: 15, unit: 'business-days' }
const prorroga: Letter = {
  ...about,
  template: 'prorroga',
  due: '2027-01-06',
  amount: 15,
  unit: 'business-days',
}
const respuesta: Letter = { ...about, template: 'respuesta', on: '2027-01-05' }
const around = { entity: 'ICETEX', kind: 'Queja', person: 'Ana María Restrepo Gil' }

describe('dates as they are said in Colombia', () => {
  it('days and months in words', () => {
    expect(dateInWords('2026-12-14')).toBe('14 de diciembre de 2026')
    expect(dateInWords('2027-01-01')).toBe('1 de enero de 2027')
  })

  it('hours of Bogotá, not of the machine', () => {
    expect(longInstant('2026-11-22T15:00:00.000Z')).toBe(
      '22 de noviembre de 2026, 10:00 a. m., hora de Colombia',
    )
    expect(longInstant('2026-11-23T04:59:59.000Z')).toBe(
      '22 de noviembre de 2026, 11:59 p. m., hora de Colombia',
    )
    expect(longInstant('2026-11-22T17:05:00.000Z')).toBe(
      '22 de noviembre de 2026, 12:05 p. m., hora de Colombia',
    )
    expect(longInstant('2026-11-22T05:00:00.000Z')).toBe(
      '22 de noviembre de 2026, 12:00 a. m., hora de Colombia',
    )
  })

  it('terms in their own unit', () => {
    expect([
      termInWords(15, 'business-days'),
      termInWords(1, 'business-days'),
      termInWords(1, 'calendar-days'),
    ]).toEqual(['15 días hábiles', '1 día hábil', '1 día calendario'])
  })
})

describe('letters', () => {
  it('the acknowledgement gives number, date and hour, kind and due date, and how to follow it', () => {
    const { subject, text } = writeLetter(acuse, {
      ...around,
      followUrl: 'https://ventanilla.invalid/seguir',
    })
    expect(subject).toBe('Recibimos su solicitud: radicado ICX-2026-000001')
    expect(text).toMatchInlineSnapshot(`
      "Cordial saludo, Ana María Restrepo Gil:

      Recibimos su solicitud. Su número de radicado es ICX-2026-000001.

      Radicado: ICX-2026-000001
      Tipo de solicitud: Queja
      Fecha y hora de recibo: 22 de noviembre de 2026, 10:00 a. m., hora de Colombia
      Plazo para responderle: 15 días hábiles
      Fecha límite para responderle: 14 de diciembre de 2026

      Si necesitamos más tiempo, le avisaremos antes de esa fecha y le diremos por qué y hasta cuándo.

      CÓMO CONSULTAR SU SOLICITUD

      Use el número de radicado y el código de seguimiento que recibió cuando la presentó.

      Consúltela en esta página:

      https://ventanilla.invalid/seguir

      ICETEX

      Este mensaje es automático. Por favor no lo responda.
      "
    `)
  })

  it('another date says which it was, and by which act', () => {
    const letter: Letter = {
      ...{ ...about, template: 'nueva-fecha', before: '2026-12-14', due: '2026-12-15' },
      act: 'Decreto 20 de 2026',
    }
    const { subject, text } = writeLetter(letter, around)
    expect(subject).toBe('Cambió la fecha límite para responderle: radicado ICX-2026-000001')
    expect(text).toMatchInlineSnapshot(`
      "Cordial saludo, Ana María Restrepo Gil:

      La fecha límite para responder su solicitud con radicado ICX-2026-000001 cambió: ahora es posterior.

      Nueva fecha límite para responderle: 15 de diciembre de 2026
      Fecha límite que tenía: 14 de diciembre de 2026

      POR QUÉ

      Cambió el calendario con que se cuentan los días de la entidad: Decreto 20 de 2026. Usted no tiene que hacer nada.

      CÓMO CONSULTAR SU SOLICITUD

      Use el número de radicado y el código de seguimiento que recibió cuando la presentó.

      ICETEX

      Este mensaje es automático. Por favor no lo responda.
      "
    `)
    expect(writeLetter({ ...letter, due: '2026-12-11' }, around).text).toContain('ahora es anterior.')
  })

  it('the extension gives reasons and new date', () => {
    const { subject, text } = writeLetter(prorroga, {
      ...around,
      text: 'Falta el concepto del área.\nLlega el lunes.',
    })
    expect(subject).toBe('Ampliamos el plazo para responderle: radicado ICX-2026-000001')
    expect(text).toMatchInlineSnapshot(`
      "Cordial saludo, Ana María Restrepo Gil:

      Necesitamos más tiempo para responder su solicitud con radicado ICX-2026-000001.

      Tiempo adicional: 15 días hábiles
      Nueva fecha límite para responderle: 6 de enero de 2027

      POR QUÉ

      > Falta el concepto del área.
      > Llega el lunes.

      CÓMO CONSULTAR SU SOLICITUD

      Use el número de radicado y el código de seguimiento que recibió cuando la presentó.

      ICETEX

      Este mensaje es automático. Por favor no lo responda.
      "
    `)
    expect(writeLetter(prorroga, around).text).toContain('Si quiere conocer los motivos, pregúntenos')
  })

  it('the answer is the answer, or the notice that there is one', () => {
    expect(writeLetter(respuesta, { ...around, text: 'Se aprobó su giro.' }).text).toMatchInlineSnapshot(`
      "Cordial saludo, Ana María Restrepo Gil:

      Esta es la respuesta, del 5 de enero de 2027, a su solicitud con radicado ICX-2026-000001:

      > Se aprobó su giro.

      CÓMO CONSULTAR SU SOLICITUD

      Use el número de radicado y el código de seguimiento que recibió cuando la presentó.

      ICETEX

      Este mensaje es automático. Por favor no lo responda.
      "
    `)
    const { text } = writeLetter(respuesta, { entity: 'ICETEX' })
    expect(text).toContain('Cordial saludo:\n')
    expect(text).toContain('Respondimos su solicitud con radicado ICX-2026-000001 el 5 de enero de 2027.')
  })

  it.each([acuse, prorroga, respuesta])('$template says in HTML what it says in plain text', (letter) => {
    const { text, html } = writeLetter(letter, { ...around, text: 'Uno.\n\nDos & tres.' })
    const seen = html
      .replace(/<head>.*<\/head>/s, '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
    for (const word of text.replace(/[>:]/g, ' ').split(/\s+/))
      expect(seen.toLowerCase()).toContain(word.toLowerCase())
    expect(html).toContain('<html lang="es">')
    expect(html).toContain('<title>')
  })
})

describe('what persons wrote', () => {
  const attack = `<img src=x onerror="alert('1')"> & </blockquote><script>alert(1)</script>`

  it.each(['person', 'text', 'kind', 'entity'])('%s is text in the HTML and nothing else', (where) => {
    for (const letter of [acuse, prorroga, respuesta]) {
      const { html } = writeLetter(letter, { ...around, [where]: attack })
      expect(html).not.toMatch(/<(img|script)/)
      expect(html.match(/<\/blockquote>/g)?.length ?? 0).toBe(html.match(/<blockquote/g)?.length ?? 0)
    }
    const { html } = writeLetter(respuesta, { ...around, person: attack })
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp;')
  })

  it('a name stays on its line and a text keeps only its line breaks', () => {
    const person = 'Ana\r\nBcc: otra@correo.invalid\u202e\u0000'
    const { text } = writeLetter(respuesta, { ...around, person, text: 'Uno\u0007\r\nDos\u2028Tres\u202e' })
    expect(text).toContain('Cordial saludo, Ana Bcc: otra@correo.invalid:\n')
    expect(text).toContain('> Uno\n> Dos\n> Tres\n')
  })
})
