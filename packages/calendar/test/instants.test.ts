import { describe, expect, it } from 'vitest'
import { bogotaInstant, nationalCalendar, threeInstants, withOverlays } from '../src/index.ts'
import { overlayOf } from './overlay-of.ts'

const calendar = nationalCalendar()
const hours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }
const at = (text: string) => bogotaInstant(text.slice(0, 10), text.slice(11))
const moment = (text: string) => ({ at: at(text), on: text.slice(0, 10) })

describe('received, filed and numbered', () => {
  // Friday 2026-11-20, Monday 16 a holiday.
  it.each([
    ['2026-11-18 10:00', '2026-11-18 10:00'],
    ['2026-11-18 08:00', '2026-11-18 08:00'],
    ['2026-11-18 07:30', '2026-11-19 08:00'],
    ['2026-11-18 17:00', '2026-11-19 08:00'],
    ['2026-11-20 17:30', '2026-11-23 08:00'],
    ['2026-11-13 23:59', '2026-11-17 08:00'],
  ])('an internal request of %s is filed at %s and numbered at once', (received, filed) => {
    const found = threeInstants({ nature: 'internal-request', receivedAt: at(received), calendar, hours })
    expect(found).toEqual({ received: moment(received), filed: moment(filed), numbered: moment(received) })
  })

  it.each(['2026-11-22 03:00', '2026-11-16 23:59', '2026-11-18 07:30', '2026-11-18 17:00'])(
    'a petition of %s is filed then: no hours move it',
    (received) => {
      const found = threeInstants({ nature: 'petition', receivedAt: at(received), calendar, hours })
      expect(found.filed).toEqual(found.received)
    },
  )

  it('without hours an internal request is filed when it comes', () => {
    const found = threeInstants({ nature: 'internal-request', receivedAt: at('2026-11-22 03:00'), calendar })
    expect(found.filed).toEqual(moment('2026-11-22 03:00'))
  })

  const office = withOverlays([
    overlayOf("attention: [{ days: [1, 2, 3, 4, 5], hours: [{ from: '08:00', to: '16:00' }] }]"),
  ])
  it.each([
    ['2026-11-18 10:00', '2026-11-18 10:00', office],
    ['2026-11-18 06:00', '2026-11-18 08:00', office],
    ['2026-11-18 20:00', '2026-11-19 08:00', office],
    ['2026-11-22 20:00', '2026-11-23 08:00', office],
    ['2026-11-22 20:00', '2026-11-23 00:00', calendar],
    ['2026-11-18 23:59', '2026-11-18 23:59', calendar],
  ])('a register with office hours numbers what came at %s at %s', (received, numbered, calendar) => {
    const found = threeInstants({
      ...{ nature: 'petition', receivedAt: at(received), calendar },
      numbering: 'next-business-day',
    })
    expect(found).toEqual({
      ...{ received: moment(received), filed: moment(received) },
      numbered: moment(numbered),
    })
  })

  it('takes the number’s own instant once there is one', () => {
    const [receivedAt, numberedAt] = [at('2026-11-22 20:00'), at('2026-11-24 09:12')]
    const found = threeInstants({ nature: 'petition', receivedAt, numberedAt, calendar })
    expect(found.numbered).toEqual(moment('2026-11-24 09:12'))
  })
})
