import { join } from 'node:path'
import { nationalCalendar } from '@ventanilla/calendar'
import { entitiesDir, loadEntity, procedureVersion } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { newFacts, stand } from '../src/domain/case-file.ts'
import { stayWarning } from '../src/domain/stay-warning.ts'
import { derivedOf } from '../src/queries/case-files/columns.ts'
import { caseId, publisher } from './facts.ts'

const calendar = nationalCalendar()
const publicaciones = procedureVersion(loadEntity(join(entitiesDir, 'icetex')), 'publicaciones', 1)
const since = '2024-01-10'
const on = (today: string, state = 'suspendido', procedure = publicaciones) =>
  stayWarning({ state, stateSince: since }, procedure, { today, calendar })

describe('a case that stays in a state', () => {
  it('is told of when the days that its procedure warns of are over, and not on the last of them', () => {
    // Fifteen business days after Wednesday 10 January.
    expect(on('2024-01-31')).toBeNull()
    expect(on('2024-02-01')).toBe(
      'Está en «Suspendido» desde el 10 de enero de 2024; el plazo de 15 días hábiles del aviso se cumplió el 31 de enero de 2024.',
    )
  })

  it('is told of in the singular where it is a single day', () => {
    const states = publicaciones?.states.map((state) => ({
      ...state,
      warnAfter: { amount: 1, unit: 'business-days' as const },
    }))
    expect(
      stayWarning(
        { state: 'suspendido', stateSince: since },
        { states: states ?? [] },
        { today: '2024-01-12', calendar },
      ),
    ).toBe(
      'Está en «Suspendido» desde el 10 de enero de 2024; el plazo de 1 día hábil del aviso se cumplió el 11 de enero de 2024.',
    )
  })

  it('is not told of in a state that warns of nothing, nor under a version that nobody has', () => {
    expect(on('2030-01-01', 'en-proceso')).toBeNull()
    expect(
      stayWarning({ state: 'suspendido', stateSince: since }, undefined, { today: '2030-01-01', calendar }),
    ).toBeNull()
    expect(
      stayWarning({ state: 'suspendido', stateSince: null }, publicaciones, {
        today: '2030-01-01',
        calendar,
      }),
    ).toBeNull()
  })

  it('is there since it came, whatever is decided of it there', () => {
    const tell = publisher()
    const id = caseId(1)
    const life = [
      tell.opened(id, '2024-01-08T15:00:00.000Z'),
      tell.moved(id, '2024-01-10', 'suspendido', { clock: 'stops' }),
      tell.moved(id, '2024-01-20', 'suspendido', { from: 'suspendido', clock: 'stops' }),
      tell.prioritized(id, '2024-01-20', 'asked', 'ninez'),
      tell.moved(id, '2024-02-15', 'en-proceso', { from: 'suspendido', clock: 'runs' }),
    ]
    const sinceAfter = (n: number) => {
      const standing = life.slice(0, n).reduce(stand, newFacts(id))
      return derivedOf({ standing: { ...standing } } as never).state_since
    }
    expect([1, 2, 3, 4, 5].map(sinceAfter)).toEqual(['2024-01-08', since, since, since, '2024-02-15'])
  })
})
