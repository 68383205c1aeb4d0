/**
 * Replaces what stands between `<!-- begin:name -->` and `<!-- end:name -->` for every name. One that has no place yet
 * gets one before the last rule of the text, as a version or a procedure that is new.
 * @throws Error when the text has no rule either
 */
export function fillRegions(text: string, regions: ReadonlyMap<string, string>): string {
  let filled = text
  for (const [name, content] of regions) {
    const begin = `<!-- begin:${name} -->`
    const from = filled.indexOf(begin)
    if (from < 0) {
      filled = withRegion(filled, name, content)
      continue
    }
    const to = filled.indexOf(`<!-- end:${name} -->`, from)
    if (to < 0) throw new Error(`the region «${name}» of the page has no end`)
    filled = `${filled.slice(0, from + begin.length)}\n\n${content}\n\n${filled.slice(to)}`
  }
  return filled
}

function withRegion(text: string, name: string, content: string): string {
  const rule = text.lastIndexOf('\n---\n')
  if (rule < 0) throw new Error(`the page has no region «${name}»`)
  const region = `<!-- begin:${name} -->\n\n${content}\n\n<!-- end:${name} -->\n`
  return `${text.slice(0, rule)}\n${region}${text.slice(rule)}`
}
