import type { ErrorCatalog, ErrorEntry } from './error-catalog.ts'

/** Catalogs by owner: 'base' for the kit's, else the service's folder. */
export type OwnedCatalogs = Readonly<Record<string, ErrorCatalog>>

/** The Markdown sections of the reference, one an owner, each between markers that the checker finds. */
export function errorDocs(catalogs: OwnedCatalogs): string {
  return Object.entries(catalogs)
    .map(([owner, catalog]) => section(owner, catalog))
    .join('\n\n')
}

/**
 * The document with each owner's section replaced or, when new, added at the end; sections without an owner go.
 * What stands outside the markers is left as it is.
 */
export function writeErrorDocs(markdown: string, catalogs: OwnedCatalogs): string {
  const kept = markdown.replaceAll(sectionPattern, (text, owner: string) => {
    const catalog = Object.hasOwn(catalogs, owner) ? catalogs[owner] : undefined
    return catalog ? `${section(owner, catalog)}\n` : text.slice(0, 0)
  })
  const present = new Set([...sectionsOf(kept).keys()])
  const added = Object.entries(catalogs).filter(([owner]) => !present.has(owner))
  return [kept.trimEnd(), ...added.map(([owner, catalog]) => section(owner, catalog))]
    .join('\n\n')
    .concat('\n')
}

/**
 * What the document and the catalogs say differently, both ways; empty when they agree.
 * @returns one English sentence a difference, naming the owner and the code
 */
export function compareErrorDocs(markdown: string, catalogs: OwnedCatalogs): string[] {
  const sections = sectionsOf(markdown)
  const unowned = [...sections.keys()].filter((owner) => !Object.hasOwn(catalogs, owner))
  return [
    ...unowned.map((owner) => `the document has a section '${owner}' that no catalog owns`),
    ...Object.entries(catalogs).flatMap(([owner, catalog]) => {
      const text = sections.get(owner)
      if (text === undefined) return [`the document has no section '${owner}'`]
      return compareRows(owner, rowsOf(text), catalog)
    }),
  ]
}

const sectionPattern = /<!-- errors:([a-z0-9-]+) -->\n([\s\S]*?)<!-- \/errors:\1 -->\n?/g

function sectionsOf(markdown: string): Map<string, string> {
  return new Map([...markdown.matchAll(sectionPattern)].map(([, owner = '', text = '']) => [owner, text]))
}

function section(owner: string, catalog: ErrorCatalog): string {
  const rows = Object.entries(catalog).map(([code, entry]) => row(code, entry))
  return [
    `<!-- errors:${owner} -->`,
    `## ${owner}`,
    '',
    '| Code | Status | Title | Repeat | When |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    `<!-- /errors:${owner} -->`,
  ].join('\n')
}

function row(code: string, { status, title, retry, when }: ErrorEntry): string {
  const cells = [`\`${code}\``, status, cell(title), retry ? 'yes' : 'no', cell(when ?? '')]
  return `| ${cells.join(' | ')} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}

function rowsOf(text: string): Map<string, string> {
  const rows = text.split('\n').flatMap((line): [string, string][] => {
    const code = /^\| `([^`]+)` \|/.exec(line)?.[1]
    return code === undefined ? [] : [[code, line.trim()]]
  })
  return new Map(rows)
}

function compareRows(owner: string, rows: Map<string, string>, catalog: ErrorCatalog): string[] {
  const missing = Object.entries(catalog).flatMap(([code, entry]) => {
    const written = rows.get(code)
    if (written === undefined) return [`${owner}: '${code}' is in the catalog and not in the document`]
    return written === row(code, entry).trim() ? [] : [`${owner}: '${code}' is documented differently`]
  })
  const extra = [...rows.keys()].filter((code) => !Object.hasOwn(catalog, code))
  return [...missing, ...extra.map((code) => `${owner}: '${code}' is in the document and in no catalog`)]
}
