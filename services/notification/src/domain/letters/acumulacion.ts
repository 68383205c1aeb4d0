import type { Letter } from '../letter.ts'
import type { Around, Draft } from './draft.ts'
import { follow } from './follow.ts'

/**
 * The filing goes on together with another one (Ley 1437/2011, art. 36), under which number, and nothing of who filed
 * that one.
 */
export function acumulacion(
  { radicado }: Extract<Letter, { template: 'acumulacion' }>,
  around: Around & { goesOnUnder: string },
): Draft {
  return {
    subject: `Su solicitud se atiende con otra del mismo asunto: radicado ${radicado}`,
    blocks: [
      {
        paragraph:
          `Su solicitud con radicado ${radicado} es del mismo asunto que otra que recibimos antes, con radicado ` +
          `${around.goesOnUnder}. Las atendemos y las respondemos juntas, con ese número.`,
      },
      {
        paragraph:
          'También le enviaremos la respuesta a usted. Su plazo no se alarga por esto, y usted no tiene que hacer nada.',
      },
      ...follow(around),
    ],
  }
}
