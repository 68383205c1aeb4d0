import { describe, expect, it } from 'vitest'
import { clockOf, fact, petition } from './clock-of.ts'

const about = (sentences: readonly string[]) => sentences.filter((one) => /no corrió|se suspendió/.test(one))
const paused = (at: string) => fact(`paused ${at}`, { reason: 'peritaje' })

describe('the sentences about a pause', () => {
  it.each<[string, string, string, Record<string, string>]>([
    [
      ...(['2026-11-24T10:00', '2026-11-26T10:00'] as const),
      'El término no corrió desde el miércoles 25 de noviembre de 2026 hasta el jueves 26 de noviembre de 2026: peritaje.',
      {},
    ],
    [
      ...(['2026-11-24T10:00', '2026-11-25T10:00'] as const),
      'El término no corrió el miércoles 25 de noviembre de 2026: peritaje.',
      {},
    ],
    [
      ...(['2026-11-24T10:00', '2026-11-24T15:00'] as const),
      'El término se suspendió el martes 24 de noviembre de 2026 y se reanudó ese mismo día, sin perder ningún día: peritaje.',
      {},
    ],
    [
      ...(['2026-11-24T10:00', '2026-11-25T10:00'] as const),
      'El término se suspendió el martes 24 de noviembre de 2026 y se reanudó el miércoles 25 de noviembre de 2026, sin perder ningún día: peritaje.',
      { 'pause.resumeDay': 'counts' },
    ],
    [
      ...(['2026-11-24T10:00', '2026-11-24T15:00'] as const),
      'El término no corrió el martes 24 de noviembre de 2026: peritaje.',
      { 'pause.pauseDay': 'not-counted' },
    ],
    // On its last day, which is left.
    [
      ...(['2026-12-14T10:00', '2026-12-15T10:00'] as const),
      'El término no corrió desde el lunes 14 de diciembre de 2026 hasta el martes 15 de diciembre de 2026: peritaje.',
      {},
    ],
  ])('stopped at %s, gone on at %s: %s', (from, to, sentence, set) => {
    const { sentences, explanation } = petition([paused(from), fact(`resumed ${to}`)], { set })
    expect(about(sentences)).toEqual([sentence])
    // The days of the sentence are those that the table shows as suspended.
    expect(explanation.some(({ kind }) => kind === 'paused')).toBe(sentence.includes('no corrió'))
  })

  it('say from which day it stands still', () => {
    expect(about(petition([paused('2026-11-24T10:00')]).sentences)).toEqual([
      'El término no corrió desde el miércoles 25 de noviembre de 2026 y sigue sin fecha de reanudación: peritaje.',
    ])
  })

  it('say of hours between which instants', () => {
    const set = { 'term.unit': 'calendar-hours', 'term.amount': '48' }
    const facts = [
      fact('received 2026-11-23T10:00'),
      paused('2026-11-24T10:00'),
      fact('resumed 2026-11-24T15:30'),
    ]
    expect(about(clockOf('tutela', facts, { set }).sentences)).toEqual([
      'El término no corrió desde el martes 24 de noviembre de 2026 a las 10:00 hasta el martes 24 de noviembre de 2026 a las 15:30: peritaje.',
    ])
  })
})

describe('the sentences about a term that passed', () => {
  it.each(['withdrawn', 'transferred'])(
    'say of a case that was %s after its end that it was over',
    (type) => {
      const { sentences } = petition([fact(`${type} 2026-12-16`)])
      expect(sentences.at(-1)).toMatch(
        /^El término terminó el miércoles 16 de diciembre de 2026, después de vencido: /,
      )
    },
  )

  it('say nothing of it where the case ended in time', () => {
    expect(petition([fact('withdrawn 2026-12-14')]).sentences.at(-1)).toBe(
      'El término terminó el lunes 14 de diciembre de 2026: se desistió.',
    )
  })

  it('still say it when a new term has begun', () => {
    const late = [fact('answered 2026-12-16'), fact('delivered 2026-12-16')]
    const { sentences } = petition([...late, fact('reopened 2026-12-21', { how: 'new-term' })])
    expect(sentences).toContain(
      'El término anterior venció el lunes 14 de diciembre de 2026 sin que se cumpliera.',
    )
  })
})
