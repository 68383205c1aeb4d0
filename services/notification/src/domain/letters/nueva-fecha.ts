import { dateInWords } from '@ventanilla/terms'
import type { Letter } from '../letter.ts'
import type { Around, Draft } from './draft.ts'
import { follow } from './follow.ts'

/** Other days count than when the date was told: by which act, and until when now. */
export function nuevaFecha(letter: Extract<Letter, { template: 'nueva-fecha' }>, around: Around): Draft {
  const { radicado, before, due, act } = letter
  return {
    subject: `Cambió la fecha límite para responderle: radicado ${radicado}`,
    blocks: [
      {
        paragraph:
          `La fecha límite para responder su solicitud con radicado ${radicado} cambió: ahora es ` +
          `${due > before ? 'posterior' : 'anterior'}.`,
      },
      {
        facts: [
          ['Nueva fecha límite para responderle', dateInWords(due)],
          ['Fecha límite que tenía', dateInWords(before)],
        ],
      },
      { heading: 'Por qué' },
      {
        paragraph: `Cambió el calendario con que se cuentan los días de la entidad: ${act}. Usted no tiene que hacer nada.`,
      },
      ...follow(around),
    ],
  }
}
