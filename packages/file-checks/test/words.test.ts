import { expect, test } from 'vitest'
import { wordCount } from '../src/banner/words.ts'

test('a word is what has letters or digits', () => {
  const counts: Record<string, number> = {
    '': 0,
    '   ': 0,
    '¡Ya puede pagar!': 3,
    '¿Qué esperas? — ¡Inscríbete!': 3,
    'Crédito 2026-1': 3,
    'crédito-beca': 2,
    '3.500 becas': 2,
    'Visite www.icetex.gov.co': 2,
    '50 % más': 2,
    'línea 01 8000': 3,
    'Más\ninformación\taquí': 3,
    'becas 🎓 para todos': 3,
  }
  for (const [text, count] of Object.entries(counts)) expect([text, wordCount(text)]).toEqual([text, count])
})
