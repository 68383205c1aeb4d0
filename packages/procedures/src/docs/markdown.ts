/** A Markdown table. A bar inside a cell would split it, and a line break would end the row. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')
}

export function code(text: string): string {
  return `\`${text}\``
}

export function codes(list: readonly string[] | undefined): string {
  return (list ?? []).map(code).join(', ')
}
