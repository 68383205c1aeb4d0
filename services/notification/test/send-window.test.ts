import { bogotaInstant } from '@ventanilla/calendar'
import { expect, it } from 'vitest'
import { waitingForHours } from '../src/domain/send-window.ts'

it.each([
  ['2026-12-07', '06:59', ['nueva-fecha', 'email', 'sms']],
  ['2026-12-07', '07:00', []],
  ['2026-12-07', '18:59', []],
  ['2026-12-07', '19:00', ['nueva-fecha', 'email', 'sms']],
  ['2026-12-05', '07:59', ['nueva-fecha', 'email', 'sms']], // a Saturday
  ['2026-12-05', '14:59', []],
  ['2026-12-05', '15:00', ['nueva-fecha', 'email', 'sms']],
  ['2026-12-06', '10:00', ['nueva-fecha', 'email', 'sms']], // a Sunday
  ['2026-12-08', '10:00', ['nueva-fecha', 'email', 'sms']], // a holiday
  ['2027-05-01', '10:00', ['nueva-fecha', 'email', 'sms']], // one that falls on a Saturday
])('on %s at %s what nobody asked for waits: %j', (date, time, letters) => {
  expect(waitingForHours(bogotaInstant(date, time))).toEqual(letters)
})
