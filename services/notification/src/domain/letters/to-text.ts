import type { Block, Draft } from './draft.ts'

/** Plain text: a blank line between blocks, quoted lines marked as in any mail. */
export function toText({ blocks }: Draft): string {
  return `${blocks.map(textOf).join('\n\n')}\n`
}

function textOf(block: Block): string {
  if ('paragraph' in block) return block.paragraph
  if ('heading' in block) return block.heading.toUpperCase()
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
  if ('link' in block) return block.link
  return block.quote
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}
