import type { CaseStory, RawSpell } from './case-story.ts'

/**
 * A case that rests, as it is counted: it came in by itself, and leaves with the answer of the one that goes on for it,
 * on that day and with that outcome. Until that one is answered it is open; opened again with it, it is open again.
 * Any other case is itself.
 */
export function joined(story: CaseStory, stories: ReadonlyMap<string, CaseStory>): CaseStory {
  const { merged, spells } = story
  const other = merged && stories.get(merged.into)
  const last = spells.at(-1)
  // What another system answered itself needs no other answer.
  if (!merged || !other || !last || last.to !== undefined) return story
  const since = other.spells.filter(({ to }) => to === undefined || to >= merged.on)
  const [first, ...more] = since
  if (!first) return story
  return { ...story, spells: [...spells.slice(0, -1), { ...last, ...endOf(first) }, ...more] }
}

function endOf({ from: _, reopens: __, ...end }: RawSpell): RawSpell {
  return end
}
