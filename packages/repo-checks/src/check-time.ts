import { Visitor } from 'oxc-parser'
import type { Source } from './source.ts'
import { lineAt, type Violation } from './violation.ts'

/** Where the wall clock is read; everybody else is told the time. */
export const wallClock = 'packages/runtime/src/clock.ts'

/** Time is an argument: `Date.now`, `new Date()` and `Date()` read it behind the caller's back. */
export function checkTime({ path, text, program }: Source): Violation[] {
  const found: Violation[] = []
  const tell = (start: number, code: string) =>
    found.push({ path, line: lineAt(text, start), detail: `reads the clock by ${code}` })
  const isDate = (node: { type: string; name?: unknown }) =>
    node.type === 'Identifier' && node.name === 'Date'
  new Visitor({
    MemberExpression: ({ object, property, start }) => {
      if (isDate(object) && property.type === 'Identifier' && property.name === 'now') tell(start, 'Date.now')
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      if (isDate(callee) && given.length === 0) tell(start, 'new Date()')
    },
    CallExpression: ({ callee, start }) => {
      if (isDate(callee)) tell(start, 'Date()')
    },
  }).visit(program)
  return found
}
