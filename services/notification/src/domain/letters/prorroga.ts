import { dateInWords, termInWords } from '@ventanilla/terms'
import type { Letter } from '../letter.ts'
import type { Around, Block, Draft } from './draft.ts'
import { follow } from './follow.ts'

/** The extension: why, and until when (Ley 1755/2015, art. 14 par.: before the term ends, with reasons and date). */
export function prorroga(letter: Extract<Letter, { template: 'prorroga' }>, around: Around): Draft {
  const { radicado, due, amount, unit } = letter
  return {
    subject: `Ampliamos el plazo para responderle: radicado ${radicado}`,
    blocks: [
      { paragraph: `Necesitamos más tiempo para responder su solicitud con radicado ${radicado}.` },
      {
        facts: [
          ['Tiempo adicional', termInWords(amount, unit)],
          ['Nueva fecha límite para responderle', dateInWords(due)],
        ],
      },
      ...reasons(around.text),
      ...follow(around),
    ],
  }
}

function reasons(text: string | undefined): Block[] {
  if (text === undefined)
    return [{ paragraph: 'Si quiere conocer los motivos, pregúntenos con su número de radicado.' }]
  return [{ heading: 'Por qué' }, { quote: text }]
}
