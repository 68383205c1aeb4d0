import { writtenId } from '@ventanilla/procedures'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Told, walkCase } from '../src/domain/conformance/walk-case.ts'
import type { CaseMoved } from '../src/domain/events.ts'
import { calendar } from './support/cases.ts'
import { anyProcedure, museum } from './support/generated.ts'
import { lifeOf } from './support/life.ts'
import { anyStep } from './support/steps.ts'

type Procedure = Parameters<typeof lifeOf>[0]
type Moved = Told & CaseMoved

/** Made once, since reading a procedure takes longer than trying a history of it. */
const procedures = fc.sample(anyProcedure, { numRuns: 400, seed: 54 })
const lives = fc.tuple(
  fc.constantFrom(...procedures),
  fc.constantFrom('k', 'l'),
  fc.array(anyStep, { minLength: 8, maxLength: 24 }),
)

function lived([procedure, kind, steps]: typeof lives extends fc.Arbitrary<infer T> ? T : never) {
  const life = lifeOf(procedure, kind)
  for (const step of steps) life.live(step)
  return { procedure, history: life.history() }
}

function walked(procedure: Procedure, history: readonly Told[]) {
  return walkCase(history, () => ({ procedure, entity: museum, calendar }))
}

const madeIn = (walk: ReturnType<typeof walked>) => walk?.lives.flatMap(({ made }) => made) ?? []

/** So many moves at least, or the histories are too poor to tell anything. */
const MOVES = 1_500

const isMove = (event: Told): event is Moved => event.type === 'CaseMoved'

it('finds nothing in what the decider wrote, whatever the procedure and the history', () => {
  let moves = 0
  fc.assert(
    fc.property(lives, (drawn) => {
      const { procedure, history } = lived(drawn)
      const walk = walked(procedure, history)
      expect(walk?.deviations).toEqual([])
      expect(madeIn(walk)).toEqual(history.filter(isMove).map(({ data }) => data.transition))
      moves += madeIn(walk).length
    }),
    { numRuns: 10_000 },
  )
  expect(moves).toBeGreaterThan(MOVES)
}, 120_000)

/** Ways to put an illegal path into a log by hand. Each says whether it could be done to this move. */
type Tampering = (
  move: Moved,
  rules: ReturnType<typeof rulesFor>,
) => { with: readonly Told[]; code: string } | undefined

function rulesFor(procedure: Procedure, { data }: Moved, kind: string) {
  const made = procedure.transitions.find(({ id }) => id === data.transition)
  const elsewhere = procedure.states.find(({ id }) => id !== data.from)?.id ?? ''
  return {
    made,
    elsewhere,
    others: procedure.transitions.find(
      (one) => one.from === data.from && one.kinds && !one.kinds.includes(kind),
    ),
    first: procedure.transitions.find((one) => made?.fourEyes?.includes(writtenId(one))),
  }
}

const asMade = ({ id, from, to, reason, action, reopens }: Procedure['transitions'][number]) => ({
  ...{ transition: id, from, to, reason, action, reopens },
})

const changed = (move: Moved, data: Partial<CaseMoved['data']>, code: string) => ({
  with: [{ ...move, data: { ...move.data, ...data } }],
  code,
})

const tamperings: Readonly<Record<string, Tampering>> = {
  'another reason': (move) => changed(move, { reason: 'Porque sí' }, 'move-altered'),
  'an invented transition': (move) => changed(move, { transition: 'inventada' }, 'transition-unknown'),
  'a state that there is not': (move) => changed(move, { to: 'limbo' }, 'transition-unknown'),
  'from elsewhere': (move, { elsewhere }) => changed(move, { from: elsewhere }, 'state-altered'),
  'a term that goes on': (move) =>
    changed(move, { clock: move.data.clock === 'runs' ? 'ends' : 'runs' }, 'effect-altered'),
  'nobody reported it': (move) => (move.data.from === move.data.to ? undefined : { with: [], code: '' }),
  'of another kind': (move, { others }) =>
    others ? changed(move, asMade(others), 'transition-not-for-kind') : undefined,
  'without its note': (move, { made }) =>
    made?.note === 'required' ? changed(move, { noteRef: undefined }, 'note-required') : undefined,
  'without its evidence': (move, { made }) =>
    move.data.evidence && made?.evidence
      ? changed(move, { evidence: undefined }, 'evidence-missing')
      : undefined,
  'without its form': (move) =>
    move.data.form ? changed(move, { form: undefined }, 'form-invalid') : undefined,
  'by an application': (move, { made }) =>
    made?.fourEyes ? changed(move, { by: undefined }, 'person-required') : undefined,
  'before its day': (move) => {
    const code = move.data.action === 'answer' ? 'answered-before-filed' : 'moved-before-filed'
    return changed(move, { on: '2026-11-01' }, code)
  },
  'by another action': (move) => changed(move, { action: 'suspend' }, 'move-altered'),
  'without what it does': (move) =>
    move.data.action ? changed(move, { action: undefined }, 'move-altered') : undefined,
  'without its answer': (move) =>
    move.data.action === 'answer' ? { with: [move], code: 'answer-missing' } : undefined,
}

it.each(Object.entries(tamperings))(
  'finds a move that was put in by hand: %s',
  (_, tamper) => {
    let tried = 0
    fc.assert(
      fc.property(lives, fc.nat(), (drawn, nth) => {
        const { procedure, history } = lived(drawn)
        const moves = history.filter(isMove)
        const move = moves[nth % moves.length]
        const put = move && tamper(move, rulesFor(procedure, move, drawn[1]))
        if (!move || !put) return
        const at = history.indexOf(move)
        // The last move that nobody reports leaves no trace; an answer goes with the move that gave it.
        const before = put.code === 'answer-missing' ? history.slice(0, at - 1) : history.slice(0, at)
        const after = history.slice(at + 1)
        if (put.with.length === 0 && !after.some(isMove)) return
        const codes = walked(procedure, [...before, ...put.with, ...after])?.deviations.map(
          ({ code }) => code,
        )
        if (put.code === '') expect(codes).not.toEqual([])
        else expect(codes).toContain(put.code)
        tried += 1
      }),
      { numRuns: 4_000 },
    )
    expect(tried).toBeGreaterThan(5)
  },
  60_000,
)
