import { parseOverlay, withOverlays } from '@ventanilla/calendar'
import { describe, expect, it } from 'vitest'
import type { Open } from '../src/domain/open/open.ts'
import { icetex } from './support/cases.ts'
import { opened } from './support/opening.ts'

describe('reception of an internal request', () => {
  const publication = { procedure: 'publicaciones', channel: 'gestor-de-servicios', kind: 'infoservicio' }
  const received = (receivedAt: string, kind = 'infoservicio', command: Partial<Open> = {}) =>
    opened({ ...publication, kind, receivedAt }, command).terms[0]?.received

  it('counts within its hours from the same day, and outside them from the next business day', () => {
    expect(received('2026-11-20T13:00:00.000Z')).toBe('2026-11-20') // 08:00
    expect(received('2026-11-20T21:59:59.999Z')).toBe('2026-11-20') // 16:59
    expect(received('2026-11-20T22:00:00.000Z')).toBe('2026-11-23') // 17:00
    expect(received('2026-11-20T12:59:59.000Z')).toBe('2026-11-23') // 07:59
    expect(received('2026-11-21T15:00:00.000Z')).toBe('2026-11-23') // Saturday
  })

  it('passes over the days on which the entity is closed', () => {
    const overlay = {
      ...{ calendar: 'icetex-2026', base: 'co' as const },
      valid: { from: '2026-01-01', to: '2026-12-31' },
      closed: [{ date: '2026-11-23', by: 'Resolución 1' }],
      counted: [],
    }
    const closed = { calendar: withOverlays([overlay]) }
    expect(received('2026-11-20T22:00:00.000Z', 'infoservicio', closed)).toBe('2026-11-24')
  })

  it('takes the hours that the entity’s calendar lays down in place of the procedure’s', () => {
    const hours = (lines: string) => {
      const read = parseOverlay(
        `calendar: icetex-2026\nbase: co\nvalid: { from: 2026-11-01, to: 2026-11-30 }\nreception: ${lines}`,
      )
      if ('refused' in read) throw new Error(read.detail)
      return { calendar: withOverlays([read.overlay]) }
    }
    const early = "[{ days: [1, 2, 3, 4, 5], hours: [{ from: '07:00', to: '12:00' }] }]"
    const all = hours(`[{ procedures: [publicaciones], week: ${early} }]`)
    expect(received('2026-11-20T12:30:00.000Z', 'infoservicio', all)).toBe('2026-11-20') // 07:30
    expect(received('2026-11-20T17:00:00.000Z', 'infoservicio', all)).toBe('2026-11-23') // 12:00
    const exception = 'excepcion-presupuesto'
    expect(received('2026-11-20T12:30:00.000Z', exception, all)).toBe('2026-11-20')
    expect(received('2026-11-20T14:00:00.000Z', exception, all)).toBe('2026-11-23') // 09:00
    const others = hours(`[{ kinds: [piezas-comerciales], week: ${early} }]`)
    expect(received('2026-11-20T12:30:00.000Z', 'infoservicio', others)).toBe('2026-11-23')
    // A petition has no hours, whatever a calendar says.
    const everyone = hours(`[{ week: ${early} }]`)
    const petition = opened({ receivedAt: '2026-11-22T08:00:00.000Z' }, everyone)
    expect(petition.terms[0]?.received).toBe('2026-11-22')
  })

  it('takes an exception the same day only before nine', () => {
    const exception = 'excepcion-presupuesto'
    expect(received('2026-11-20T13:59:59.999Z', exception)).toBe('2026-11-20') // 08:59
    expect(received('2026-11-20T14:00:00.000Z', exception)).toBe('2026-11-23') // 09:00
    expect(received('2026-11-20T12:30:00.000Z', exception)).toBe('2026-11-23') // 07:30
  })

  it('may make an ordinary request of a late exception, where the procedure says so', () => {
    const procedures = icetex.versions.map((procedure) => ({
      ...procedure,
      kinds: procedure.kinds.map((kind) =>
        kind.exception === undefined
          ? kind
          : { ...kind, exception: { before: '09:00', late: { kind: 'publicacion-archivos' } } },
      ),
    }))
    const entity = { ...icetex, versions: procedures }
    const kindAt = (receivedAt: string) => {
      const { kind, terms } = opened({ ...publication, kind: 'excepcion-subastas', receivedAt }, { entity })
      return [kind, terms[0]?.received, terms[0]?.amount]
    }
    expect(kindAt('2026-11-20T13:30:00.000Z')).toEqual(['excepcion-subastas', '2026-11-20', 1])
    expect(kindAt('2026-11-20T15:00:00.000Z')).toEqual(['publicacion-archivos', '2026-11-20', 12])
    // A Sunday at ten and a Friday at eight in the evening are received when they open, and that is before nine.
    expect(kindAt('2026-11-22T15:00:00.000Z')).toEqual(['excepcion-subastas', '2026-11-23', 1])
    expect(kindAt('2026-11-21T01:00:00.000Z')).toEqual(['excepcion-subastas', '2026-11-23', 1])
  })

  it('runs an agreement and not a legal term, and remembers which area asks', () => {
    const data = opened({ ...publication, form: { requestingArea: 'grupo-comercial-mercadeo' } })
    expect(data.terms[0]).toMatchObject({
      clock: 'ans',
      amount: 4,
      ladder: [{ remaining: 2 }, { remaining: 1 }],
    })
    expect(data.requestingArea).toBe('grupo-comercial-mercadeo')
    expect(opened({ ...publication, form: { requestingArea: 'otra' } })).not.toHaveProperty('requestingArea')
  })
})
