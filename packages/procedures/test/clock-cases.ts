import type { Refused } from './refusal-cases.ts'

const written =
  "  - { id: aviso, name: Aviso, regime: circular, term: { amount: 1, unit: business-days }, article: '3', " +
  'starts: opening, meets: [answer], reopens: stays }'

/** The tiny procedure with that clock, and the first of these in it for the second, in turn. */
function refused(code: Refused['code'], path: string, ...edits: [string, string][]): Refused {
  const clock = edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`«${from}» does not stand in the clock`)
    return text.replace(from, () => to)
  }, written)
  return { code, path, at: 'id: aviso,', edits: [['initial: pedida', `clocks:\n${clock}\ninitial: pedida`]] }
}

const named = (id: string): Refused => ({
  ...refused('clock-name-taken', 'clocks[0].id', ['id: aviso', `id: ${id}`]),
  at: `id: ${id},`,
})

/** From a state that nothing leads out of. */
function neverMet(meets: string): Refused {
  const starts = ['starts: opening', 'starts: { state: devuelta }'] as const
  const { edits, ...rest } = refused('clock-never-met', 'clocks[0].meets', [...starts], ['[answer]', meets])
  return { ...rest, edits: [...edits, ['from: [prestada, devuelta]', 'from: [prestada]']] }
}

const twice: Refused = {
  ...{ code: 'duplicate-id', path: 'clocks[1].id', at: 'name: Otro' },
  edits: [['initial: pedida', `clocks:\n${written}\n${written.replace('Aviso', 'Otro')}\ninitial: pedida`]],
}

const mitad = '{ id: mitad, name: A la mitad, atElapsed: 50 }'

export const clockCases: Refused[] = [
  ...['legal', 'ans'].map(named),
  twice,
  refused('invalid-shape', 'clocks[0].meets', ['meets: [answer]', 'meets: []']),
  refused('invalid-shape', 'clocks[0].starts', ['starts: opening', 'starts: noon']),
  refused('invalid-shape', 'clocks[0].reopens', [', reopens: stays', '']),
  refused('duplicate-id', 'clocks[0].ladder[1].id', ['stays', `stays, ladder: [${mitad}, ${mitad}]`]),
  refused('unknown-regime', 'clocks[0].regime', ['circular', 'ley']),
  refused('unknown-kind', 'clocks[0].kinds[1]', ['stays', 'stays, kinds: [aula, sala]']),
  refused('unknown-level', 'clocks[0].starts.level', ['opening', '{ level: 7 }']),
  refused('unknown-state', 'clocks[0].starts.state', ['opening', '{ state: perdida }']),
  refused('unknown-transition', 'clocks[0].meets[1].move', ['[answer]', '[answer, { move: perder }]']),
  ...['[answer]', '[leaving]', '[{ move: prestar }, leaving]'].map(neverMet),
  refused('leaving-misplaced', 'clocks[0].meets[0]', ['[answer]', '[leaving]']),
  refused(
    'acknowledgement-once',
    'clocks[0].meets',
    ['[answer]', '[acknowledgement]'],
    ['opening', '{ level: 1 }'],
  ),
  refused(
    'acknowledgement-once',
    'clocks[0].meets',
    ['[answer]', '[acknowledgement]'],
    ['stays', 'new-term'],
  ),
  refused(
    'acknowledgement-once',
    'clocks[0].meets',
    ['[answer]', '[acknowledgement]'],
    ['stays', 'stays, pauses: true'],
  ),
  refused('ladder-out-of-order', 'clocks[0].ladder[1]', [
    'stays',
    `stays, ladder: [{ id: fin, name: Fin, atRemaining: 0 }, ${mitad}]`,
  ]),
]
