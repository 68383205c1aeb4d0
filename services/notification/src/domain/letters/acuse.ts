import { dateInWords, termInWords } from '@ventanilla/terms'
import type { Letter } from '../letter.ts'
import type { Around, Draft } from './draft.ts'
import { follow } from './follow.ts'
import { longInstant } from './spanish.ts'

/** The acknowledgement: number, date and hour (Resolución MinTIC 1519/2020, anexo 2), and until when we answer. */
export function acuse(letter: Extract<Letter, { template: 'acuse' }>, around: Around): Draft {
  const { radicado, receivedAt, due, amount, unit } = letter
  return {
    subject: `Recibimos su solicitud: radicado ${radicado}`,
    blocks: [
      { paragraph: `Recibimos su solicitud. Su número de radicado es ${radicado}.` },
      {
        facts: [
          ['Radicado', radicado],
          ...(around.kind === undefined ? [] : [['Tipo de solicitud', around.kind] as const]),
          ['Fecha y hora de recibo', longInstant(receivedAt)],
          ['Plazo para responderle', termInWords(amount, unit)],
          ['Fecha límite para responderle', dateInWords(due)],
        ],
      },
      {
        paragraph:
          'Si necesitamos más tiempo, le avisaremos antes de esa fecha y le diremos por qué y hasta cuándo.',
      },
      ...follow(around),
    ],
  }
}
