import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import type { Absence, OfficerEvent, OfficerSet } from '../src/domain/officers/events.ts'
import { absenceOn } from '../src/domain/officers/officer.ts'
import { officerDecider } from '../src/domain/officers/officer-decider.ts'
import { icetex } from './support/cases.ts'

const everything = { kinds: [], themes: [], products: [], channels: [] }
const said = (about: Partial<OfficerSet['data']> = {}): OfficerSet['data'] => ({
  ...{ officer: 'agente-7', attends: [{ area: 'grupo-gestion-servicio', level: 2 }], skills: everything },
  ...{ capacity: 20, inService: true },
  ...about,
})
const set = (about: Partial<OfficerSet['data']> = {}): OfficerEvent => ({
  type: 'OfficerSet',
  data: said(about),
})
const away = (about: Partial<Absence> = {}): Absence => ({
  ...{ id: 'a', from: '2026-12-01', to: '2026-12-05', reason: 'vacaciones', redistribute: false },
  ...about,
})
const absent = (about: Partial<Absence> = {}): OfficerEvent => ({
  type: 'OfficerAbsent',
  data: { officer: 'agente-7', absence: away(about) },
})

const say = (about: Partial<OfficerSet['data']> = {}) => ({
  type: 'Set' as const,
  officer: said(about),
  entity: icetex,
})

describe('what is said of an officer', () => {
  it('is all of it, and changes nothing when it is said again', () => {
    given(officerDecider).when(say()).then(set())
    given(officerDecider, set()).when(say()).thenNothing()
    given(officerDecider, set())
      .when(say({ capacity: 21 }))
      .then(set({ capacity: 21 }))
    given(officerDecider, set())
      .when(say({ inService: false }))
      .then(set({ inService: false }))
  })

  it('names only what the entity has', () => {
    const none = given(officerDecider)
    none.when(say({ attends: [{ area: 'cafeteria', level: 1 }] })).thenRefused('area-unknown')
    none.when(say({ attends: [{ area: 'grupo-gestion-servicio', level: 9 }] })).thenRefused('level-unknown')
    for (const dimension of ['kinds', 'themes', 'products', 'channels'] as const)
      none.when(say({ skills: { ...everything, [dimension]: ['clima'] } })).thenRefused('skill-unknown')
    const skills = {
      kinds: ['queja'],
      themes: ['cartera'],
      products: ['credito-idiomas'],
      channels: ['virtual'],
    }
    none.when(say({ skills })).then(set({ skills }))
  })

  it('leaves their absences as they were', () => {
    const { state } = given(officerDecider, set(), absent(), set({ capacity: 3 }))
    expect(state).toMatchObject({ capacity: 3, absences: [away()] })
  })
})

describe('an absence', () => {
  it('is of somebody known, told once, and may be withdrawn', () => {
    const command = { type: 'Absent' as const, absence: away() }
    given(officerDecider).when(command).thenRefused('officer-unknown')
    given(officerDecider, set()).when(command).then(absent())
    given(officerDecider, set(), absent()).when(command).thenNothing()
    const withdraw = { type: 'Withdraw' as const, absence: 'a' }
    const withdrawn: OfficerEvent = {
      type: 'OfficerAbsenceWithdrawn',
      data: { officer: 'agente-7', absence: 'a' },
    }
    given(officerDecider, set(), absent()).when(withdraw).then(withdrawn)
    given(officerDecider, set(), absent(), withdrawn).when(withdraw).thenRefused('absence-unknown')
    expect(given(officerDecider, set(), absent({ id: 'b' }), absent(), withdrawn).state).toMatchObject({
      absences: [away({ id: 'b' })],
    })
  })

  it('is from its first day to its last, both included; of several that count, the longest', () => {
    const absences = [away(), away({ id: 'b', from: '2026-12-03', to: '2026-12-09' })]
    const on = (day: string) => absenceOn({ absences }, day)?.id
    const days = ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-05', '2026-12-09', '2026-12-10']
    expect(days.map(on)).toEqual([undefined, 'a', 'b', 'b', 'b', undefined])
  })
})
