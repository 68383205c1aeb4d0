import type { Block, Draft } from './draft.ts'

/**
 * HTML that a screen reader can walk: language, title, headings, a description list; one column, real text, dark
 * on white (contrast 17:1), no images and nothing fetched, so that reading it tells nobody (WCAG 2.1 AA).
 */
export function toHtml({ subject, blocks }: Draft): string {
  return [
    '<!doctype html>',
    '<html lang="es">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(subject)}</title>`,
    '</head>',
    '<body style="margin:0;padding:16px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,sans-serif">',
    '<main style="max-width:640px;margin:0 auto">',
    `<h1 style="font-size:20px;line-height:1.3">${escapeHtml(subject)}</h1>`,
    ...blocks.map(htmlOf),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function htmlOf(block: Block): string {
  if ('paragraph' in block) return `<p>${escapeHtml(block.paragraph).replaceAll('\n', '<br>\n')}</p>`
  if ('heading' in block) return `<h2 style="font-size:18px">${escapeHtml(block.heading)}</h2>`
  if ('link' in block) return `<p><a href="${escapeHtml(block.link)}">${escapeHtml(block.link)}</a></p>`
  if ('quote' in block)
    return `<blockquote style="margin:16px 0;padding-left:12px;border-left:4px solid #595959">${block.quote
      .split('\n\n')
      .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>\n')}</p>`)
      .join('\n')}</blockquote>`
  const rows = block.facts.map(
    ([label, value]) =>
      `<dt style="font-weight:bold">${escapeHtml(label)}</dt><dd style="margin:0 0 8px">${escapeHtml(value)}</dd>`,
  )
  return ['<dl>', ...rows, '</dl>'].join('\n')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
