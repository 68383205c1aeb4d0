export interface Line {
  /** From 1, as an editor numbers them. */
  readonly number: number
  /** Undefined when the line is longer than is ever read. */
  readonly text?: string
}

/** Lines of a text that streams by, whatever ends them; of one that never ends no more than `longest` is held. */
export async function* linesOf(source: AsyncIterable<string>, longest: number): AsyncGenerator<Line> {
  let number = 1
  let held = ''
  let tooLong = false
  let endedByReturn = false
  for await (let chunk of source) {
    if (endedByReturn && chunk.startsWith('\n')) chunk = chunk.slice(1)
    if (chunk === '') continue
    endedByReturn = chunk.endsWith('\r')
    const pieces = chunk.split(/\r\n|\r|\n/)
    for (const [index, piece] of pieces.entries()) {
      if (!tooLong) held += piece
      if (held.length > longest) {
        tooLong = true
        held = ''
      }
      if (index === pieces.length - 1) break
      yield tooLong ? { number } : { number, text: held }
      number += 1
      held = ''
      tooLong = false
    }
  }
  if (tooLong) yield { number }
  else if (held !== '') yield { number, text: held }
}
