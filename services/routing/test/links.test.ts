import { fold } from '@ventanilla/decider'
import { describe, expect, it } from 'vitest'
import type { OpenCase } from '../src/domain/case.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import { decideLink, decideUnlink, evolveLink, type LinkType, linkTypes } from '../src/domain/links/link.ts'
import { caseId, caseIn, friday, pqrsd } from './support/cases.ts'

const other = '5893e16d-4b3d-4d82-b110-0400550d8e2f'
const state = fold(caseDecider, caseIn(pqrsd, 'asignada')) as OpenCase
const petition = { ...state, caseId: other }
const said = { on: friday, noteRef: 'why', by: 'agente-7' } as const

type Pair = { from: Parameters<typeof evolveLink>[1]; into: Parameters<typeof evolveLink>[1] }

/** Both cases after what was decided. */
function after(one: OpenCase, two: OpenCase, decided: Pair | { refused: string }): [OpenCase, OpenCase] {
  if ('refused' in decided) throw new Error(decided.refused)
  return [evolveLink(one, decided.from), evolveLink(two, decided.into)]
}
const link = (from: OpenCase, into: OpenCase, as: LinkType = 'tutela-de') =>
  decideLink({ from, into, link: as, ...said })
const unlink = (from: OpenCase, into: OpenCase, as: LinkType = 'tutela-de') =>
  decideUnlink({ from, into, link: as, ...said })

describe('a link', () => {
  it('is told to both, each by its side, with the reason where it was asked', () => {
    expect(link(state, petition)).toEqual({
      from: {
        type: 'CaseLinked',
        data: { caseId, other, link: 'tutela-de', side: 'from', ...said },
      },
      into: {
        type: 'CaseLinked',
        data: { caseId: other, other: caseId, link: 'tutela-de', side: 'to', on: friday },
      },
    })
  })

  it('leaves both cases as they were but for itself, and nothing at all once it is taken away from either side', () => {
    const [one, two] = after(state, petition, link(state, petition))
    expect(one).toEqual({ ...state, links: [{ other, link: 'tutela-de', side: 'from' }] })
    expect(two).toEqual({ ...petition, links: [{ other: caseId, link: 'tutela-de', side: 'to' }] })
    expect(after(one, two, unlink(one, two))).toEqual([state, petition])
    const [second, first] = after(two, one, unlink(two, one))
    expect([first, second]).toEqual([state, petition])
  })

  it('takes away none of another type, nor with another case', () => {
    const third = { ...state, caseId: 'third' }
    const [one, two] = after(state, petition, link(state, petition))
    const [both] = after(one, two, link(one, two, 'sigue-a'))
    const [all, last] = after(both, third, link(both, third))
    const [left] = after(all, last, unlink(all, last))
    expect(left.links).toEqual([
      { other, link: 'tutela-de', side: 'from' },
      { other, link: 'sigue-a', side: 'from' },
    ])
  })

  it.each(linkTypes)('is refused for itself, and twice in either direction: %s', (as) => {
    expect(link(state, state, as)).toEqual({ refused: 'link-itself', field: 'body.other' })
    const [one, two] = after(state, petition, link(state, petition, as))
    for (const twice of [link(one, two, as), link(two, one, as)])
      expect(twice).toEqual({ refused: 'link-exists', field: 'body.other' })
  })

  it('that there isn’t can’t be taken away', () => {
    expect(unlink(state, petition)).toEqual({ refused: 'link-not-found' })
    const [one, two] = after(state, petition, link(state, petition))
    expect(unlink(one, two, 'sigue-a')).toEqual({ refused: 'link-not-found' })
  })

  it('is folded into the case by its own facts', () => {
    const before = caseIn(pqrsd, 'asignada')
    const told: CaseEvent = {
      type: 'CaseLinked',
      data: { caseId, other, link: 'sigue-a', side: 'to', on: friday },
    }
    const taken: CaseEvent = { type: 'CaseUnlinked', data: { caseId, other, link: 'sigue-a', on: friday } }
    expect(fold(caseDecider, [...before, told])).toMatchObject({
      links: [{ other, link: 'sigue-a', side: 'to' }],
    })
    expect(fold(caseDecider, [...before, told, taken])).toStrictEqual(fold(caseDecider, before))
  })
})
