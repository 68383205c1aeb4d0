/**
 * Replaces what stands between `<!-- begin:name -->` and `<!-- end:name -->` for every name.
 * @throws Error when a region has no place in the text
 */
export function fillRegions(text: string, regions: ReadonlyMap<string, string>): string {
  let filled = text
  for (const [name, content] of regions) {
    const begin = `<!-- begin:${name} -->`
    const from = filled.indexOf(begin)
    const to = filled.indexOf(`<!-- end:${name} -->`, from)
    if (from < 0 || to < 0) throw new Error(`the page has no region «${name}»`)
    filled = `${filled.slice(0, from + begin.length)}\n\n${content}\n\n${filled.slice(to)}`
  }
  return filled
}
