import { dateInWords } from '@ventanilla/terms'
import type { Letter } from '../letter.ts'
import type { Around, Block, Draft } from './draft.ts'
import { follow } from './follow.ts'

/** The answer itself, or the notice that there is one when its text is with another system. */
export function respuesta(letter: Extract<Letter, { template: 'respuesta' }>, around: Around): Draft {
  const { radicado } = letter
  return {
    subject: `Respuesta a su solicitud: radicado ${radicado}`,
    blocks: [...body(letter, around.text), ...follow(around)],
  }
}

function body({ radicado, on }: { radicado: string; on: string }, text: string | undefined): Block[] {
  const date = dateInWords(on)
  if (text !== undefined)
    return [
      { paragraph: `Esta es la respuesta, del ${date}, a su solicitud con radicado ${radicado}:` },
      { quote: text },
    ]
  return [
    { paragraph: `Respondimos su solicitud con radicado ${radicado} el ${date}.` },
    { paragraph: 'Si no ha recibido la respuesta, pídanosla con su número de radicado.' },
  ]
}
