import { radicadoFormat } from '@ventanilla/procedures'
import { expect, it } from 'vitest'
import { numberingOf } from '../src/domain/numbering.ts'

const newYearsEve = '2026-01-01T04:30:00.000Z' // 2025-12-31 23:30 in Bogotá
const now = '2026-01-02T13:00:00.000Z'

it('numbers in the year in which the number is given', () => {
  expect(numberingOf({ receivedAt: newYearsEve }, now)).toEqual({ numberedAt: now, year: 2026 })
  expect(numberingOf({ receivedAt: newYearsEve }, newYearsEve)).toEqual({
    numberedAt: newYearsEve,
    year: 2025,
  })
})

it('numbers what another system recorded in the year, in Bogotá, in which it was received', () => {
  const filing = { receivedAt: newYearsEve, recordedBy: 'sistema-anterior' }
  expect(numberingOf(filing, now)).toEqual({ numberedAt: newYearsEve, year: 2025 })
})

it('names the series as the format of the radicado does', () => {
  const format = radicadoFormat({ id: 'icetex', code: 'ICX', radicado: '{code}-{year}-{number:6}' }, 2026)
  expect(format.series).toBe('icetex/2026')
})
