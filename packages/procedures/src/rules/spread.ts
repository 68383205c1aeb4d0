/** The states that moves lead to from these, themselves among them. */
export function spread(
  start: readonly string[],
  moves: readonly { from: string; to: string }[],
): Set<string> {
  const reached = new Set(start)
  // A Set being walked also walks what is added to it on the way: it is its own queue.
  for (const state of reached) {
    for (const { from, to } of moves) if (from === state) reached.add(to)
  }
  return reached
}
