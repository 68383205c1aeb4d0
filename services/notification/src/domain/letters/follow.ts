import type { Around, Block } from './draft.ts'

/** How to see what happens. Never the code itself: whoever reads this mail could then read the case. */
export function follow({ followUrl }: Around): Block[] {
  return [
    { heading: 'Cómo consultar su solicitud' },
    {
      paragraph: 'Use el número de radicado y el código de seguimiento que recibió cuando la presentó.',
    },
    ...(followUrl === undefined ? [] : [{ paragraph: 'Consúltela en esta página:' }, { link: followUrl }]),
  ]
}
