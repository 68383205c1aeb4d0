import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { type Attended, rank, weighed } from '../src/domain/distribution/rank.ts'
import { whyOf } from '../src/domain/distribution/why.ts'
import { caseId, caseIn, pqrsd } from './support/cases.ts'
import { everything, officer, post } from './support/officers.ts'

const about: Attended = { caseId, ...post, kind: 'queja', channel: 'virtual', theme: 'cartera' }
const today = '2026-11-20'
const even = { skill: 1, load: 1 }
const ranked = (officers: Parameters<typeof officer>[], open: Record<string, number> = {}, weights = even) =>
  rank({
    ...{ about, officers: officers.map((one) => officer(...one)), open: new Map(Object.entries(open)) },
    ...{ today, weights },
  })
const order = (...given: Parameters<typeof ranked>) => ranked(...given).map((one) => one.officer)

describe('who a case is given to', () => {
  it('names what it is about, or has more room, by what each weighs', () => {
    const skills = { ...everything, kinds: ['queja'], themes: ['cartera'] }
    const officers: Parameters<typeof officer>[] = [['a'], ['b', { skills }]]
    expect(ranked(officers, { a: 1, b: 3 })).toEqual([
      { officer: 'b', open: 3, capacity: 10, skill: 500, load: 700, total: 1200, out: [] },
      { officer: 'a', open: 1, capacity: 10, skill: 0, load: 900, total: 900, out: [] },
    ])
    expect(order(officers, { a: 1, b: 7 })).toEqual(['a', 'b'])
    expect(order(officers, { a: 1, b: 3 }, { skill: 0, load: 1 })).toEqual(['a', 'b'])
  })

  it('has room as a part of their own capacity', () => {
    expect(order([['a'], ['b', { capacity: 40 }]], { a: 2, b: 6 })).toEqual(['b', 'a'])
  })

  it('is nobody who can’t, and each is told why', () => {
    const away = { id: 'x', from: today, to: today, reason: 'permiso', redistribute: false } as const
    const candidates = ranked(
      [
        ['absent', { absences: [away] }],
        ['area', { attends: [{ area: 'direccion', level: 1 }] }],
        ['full', { capacity: 2 }],
        ['gone', { inService: false }],
        ['kind', { skills: { ...everything, kinds: ['reclamo'], products: ['ceramica'] } }],
        ['level', { attends: [{ area: 'registro', level: 2 }] }],
      ],
      { full: 3 },
    )
    expect(candidates.map(({ officer, out }) => [officer, ...out])).toEqual([
      ['absent', 'absent'],
      ['area', 'other-area'],
      ['full', 'full'],
      ['gone', 'not-in-service'],
      ['kind', 'lacks-kind', 'lacks-product'],
      ['level', 'other-level'],
    ])
    expect(weighed(candidates, even)).toBeUndefined()
  })

  it('is not who has it and is to be relieved of it', () => {
    const both = { about, officers: [officer('a'), officer('b')], open: new Map(), today, weights: even }
    expect(rank({ ...both, holder: 'a' }).map(({ officer, out }) => [officer, ...out])).toEqual([
      ['b'],
      ['a', 'has-it'],
    ])
  })
})

describe('a case that is distributed', () => {
  const decision = weighed(ranked([['a'], ['b']], { a: 1 }), even)
  if (decision === undefined) throw new Error('nobody')
  const distribute = { type: 'Distribute' as const, ...decision }

  it('keeps what it rested on', () => {
    given(caseDecider, ...caseIn(pqrsd, 'asignada'))
      .when(distribute)
      .then({
        type: 'CaseAssigned',
        data: {
          ...{ caseId, area: 'otorgamiento-productos', level: 3, officer: 'b', rule: 'skill-and-load' },
          decision: {
            ...{ by: 'skill-and-load', weights: even, considered: 2, available: 2 },
            scores: [
              { officer: 'b', open: 0, capacity: 10, skill: 0, load: 1000, total: 1000 },
              { officer: 'a', open: 1, capacity: 10, skill: 0, load: 900, total: 900 },
            ],
          },
        },
      })
  })

  it('is left alone when somebody has it, when it is over, and before it is opened', () => {
    const has = { caseId, area: 'otorgamiento-productos', level: 3, officer: 'c', rule: 'by-hand' }
    given(caseDecider, ...caseIn(pqrsd, 'asignada'), { type: 'CaseAssigned', data: has })
      .when(distribute)
      .thenNothing()
    given(caseDecider, ...caseIn(pqrsd, 'cerrada'))
      .when(distribute)
      .thenNothing()
    given(caseDecider).when(distribute).thenNothing()
  })
})

describe('why a case is somebody’s', () => {
  const at = '2026-11-24T04:00:00.000Z'
  const where = { caseId, ...post }

  it('is told in a sentence, with its points', () => {
    const { officer, decision } =
      weighed(ranked([['a'], ['b'], ['c', { inService: false }]], { a: 1 }), even) ?? {}
    const data = { ...where, officer, rule: 'skill-and-load', decision } as Parameters<typeof whyOf>[0]
    expect(whyOf(data, at, 'service:routing')).toBe(
      'Se asignó a b: de 3 funcionarios 2 podían atenderlo, y ninguno tuvo más puntos que sus 1000 ' +
        '(habilidad 0 × 1, espacio 1000 × 1; tenía 0 de 10 casos). Fue el lunes 23 de noviembre de 2026.',
    )
    const alone = weighed(ranked([['a']]), even)
    expect(whyOf({ ...data, ...alone }, at, 'x')).toContain('de 1 funcionario solo uno podía atenderlo')
    const equals = weighed(ranked([['a'], ['b']]), even)
    expect(whyOf({ ...data, ...equals }, at, 'x')).toContain('Entre iguales el orden sale del caso')
  })

  it('is who did it by hand, or the rule of the procedure', () => {
    const day = 'el lunes 23 de noviembre de 2026.'
    const hand = { ...where, officer: 'a', rule: 'by-hand' }
    expect(whyOf(hand, at, 'jefa-1')).toBe(`jefa-1 lo asignó a mano a a, ${day}`)
    expect(whyOf({ ...where, rule: 'typification-2' }, at, 'x')).toBe(
      `La regla de reparto 2 del procedimiento lo llevó a esta área, sin un funcionario, ${day}`,
    )
  })
})
