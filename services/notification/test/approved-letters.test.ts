import { entitiesDir, loadEntities, sentWith } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { entityNames } from '../src/adapters/entity-names.ts'
import type { Letter } from '../src/domain/letter.ts'
import { canSay, unknownIn, useOf } from '../src/domain/letters/approved.ts'
import { writeLetter } from '../src/domain/letters/write-letter.ts'

const about = {
  ...{ radicado: 'ICX-2027-000001', receivedAt: '2027-02-01T15:00:00.000Z' },
  ...{ procedure: 'pqrsd', kind: 'queja' },
}
const letters: Letter[] = [
  { ...about, template: 'acuse', due: '2027-02-22', amount: 15, unit: 'business-days' },
  { ...about, template: 'acumulacion', into: '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a0b' },
  { ...about, template: 'prorroga', due: '2027-03-15', amount: 15, unit: 'business-days' },
  { ...about, template: 'nueva-fecha', before: '2027-02-22', due: '2027-02-23', act: 'Decreto 1 de 2027' },
  { ...about, template: 'respuesta', on: '2027-02-20' },
]
const names = entityNames(entitiesDir)
const around = {
  ...{ entity: 'ICETEX', kind: 'Queja', procedure: 'PQRSD', person: 'Ana María Restrepo Gil' },
  ...{ text: 'Sí se giró.\n\nEl 3 de febrero.', date: '2027-02-20T15:00:00.000Z' },
  ...{ followUrl: 'https://ventanilla.invalid/seguir', goesOnUnder: 'ICX-2027-000000' },
}
const written = (letter: Letter, more: Partial<Parameters<typeof writeLetter>[1]> = {}) =>
  writeLetter(letter, { ...around, approved: names.approved('icetex', letter)?.text, ...more })

describe('a letter in the words that were approved', () => {
  it.each(letters)('is written under the version of its case: $template', (letter) => {
    expect(names.approved('icetex', letter)).toMatchObject({
      ...{ version: 1, approvedBy: 'Oficina Asesora Jurídica', approvedOn: '2026-11-20' },
    })
    const { text, html, subject } = written(letter)
    expect(text).not.toMatch(/[{}]|undefined/)
    expect(html).not.toMatch(/\{\{|undefined/)
    expect(text).toContain('Cordial saludo, Ana María Restrepo Gil:')
    expect(text).toContain('ICX-2027-000001')
    expect(subject).toBe(writeLetter(letter, around).subject)
    expect(text).not.toBe(writeLetter(letter, around).text)
  })

  it('is ours where the version of the case has none, and for an entity that nobody knows', () => {
    const [acuse] = letters as [Letter]
    const before = { ...acuse, receivedAt: '2026-11-22T15:00:00.000Z' } as Letter
    expect(names.approved('icetex', before)).toBeUndefined()
    expect(names.approved('nadie', acuse)).toBeUndefined()
    expect(names.approved('icetex', { ...acuse, procedure: 'otro' } as Letter)).toBeUndefined()
  })

  it('keeps the lines of what an officer wrote, and takes nothing in it for a blank', () => {
    const respuesta = letters.at(-1) as Letter
    const { text, html } = written(respuesta, { text: 'Uno {{radicado}}.\n\n<b>Dos</b>' })
    expect(text).toContain('> Uno {{radicado}}.\n>\n> <b>Dos</b>')
    expect(html).toContain('&lt;b&gt;Dos&lt;/b&gt;')
    expect(written(respuesta, { person: '{{texto}}' }).text).toContain('Cordial saludo, {{texto}}:')
  })

  it('is ours when it asks for a text that another system keeps to itself', () => {
    const respuesta = letters.at(-1) as Letter
    const { text } = writeLetter(respuesta, {
      ...around,
      text: undefined,
      approved: '{{persona}}:\n\n{{texto}}',
    })
    expect(text).toContain('Respondimos su solicitud con radicado ICX-2027-000001')
  })

  it.each(letters)('is known of a message without its words: $template', (letter) => {
    const approved = names.approved('icetex', letter)?.text ?? ''
    for (const text of [around.text, undefined]) {
      const ours = writeLetter(letter, { ...around, text }).text
      const sent = writeLetter(letter, { ...around, text, approved }).text
      expect(canSay(approved, { hasText: text !== undefined })).toBe(sent !== ours)
    }
  })

  it('says how to follow the request, also where its words don’t', () => {
    const [acuse] = letters as [Letter]
    const short = writeLetter(acuse, { ...around, approved: '{{persona}}: recibimos su {{tipo}}.' })
    expect(short.text).toContain('Cordial saludo, Ana María Restrepo Gil: recibimos su Queja.')
    expect(short.text).toContain('https://ventanilla.invalid/seguir')
    const own = written(acuse, { followUrl: undefined }).text
    expect(own).toContain('el código de seguimiento que recibió')
  })

  it('is for who writes by hand when it asks for what is never known here', () => {
    expect(unknownIn('{{persona}} {{area}} {{campo.valor}}', 'respuesta')).toEqual(['area', 'campo.valor'])
    expect(unknownIn('{{vence}}', 'acuse')).toEqual([])
    expect(unknownIn('{{vence}}', 'respuesta')).toEqual(['vence'])
  })

  it('can be sent, of each use that we write ourselves, by the versions that are shipped', () => {
    const [icetex] = [loadEntities(entitiesDir).get('icetex')]
    const uses = Object.values(useOf)
    expect(uses.toSorted()).toEqual(Object.keys(sentWith).toSorted())
    const pqrsd = icetex?.procedures.get('pqrsd')
    for (const [template, use] of Object.entries(useOf)) {
      const own = pqrsd?.templates.filter((one) => one.use === use) ?? []
      expect(own.length).toBeGreaterThan(0)
      for (const { file } of own)
        expect(unknownIn(icetex?.letters.get(file) ?? '{{nada}}', template as Letter['template'])).toEqual([])
    }
  })
})
