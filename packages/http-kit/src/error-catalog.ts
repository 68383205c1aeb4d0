/**
 * One documented refusal.
 * - `status` HTTP status it is answered with
 * - `title` Spanish, the same for every occurrence (RFC 9457 §3.1.3)
 * - `retry` the same request may succeed later: the answer carries `Retry-After`
 * - `when` English sentence for the reference table: what brings it about
 */
export interface ErrorEntry {
  status: number
  title: string
  retry?: boolean
  when?: string
}

/** Kebab-case code → its entry. Each owner (the kit, each service) exports one. */
export type ErrorCatalog = Readonly<Record<string, ErrorEntry>>

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/**
 * One catalog out of many.
 * @throws Error when a code appears twice, isn't kebab-case, or has no error status
 */
export function mergeCatalogs(catalogs: readonly ErrorCatalog[]): ErrorCatalog {
  const merged = new Map<string, ErrorEntry>()
  for (const [code, entry] of catalogs.flatMap((catalog) => Object.entries(catalog))) {
    if (merged.has(code)) throw new Error(`error code '${code}' is in two catalogs`)
    if (!kebabCase.test(code)) throw new Error(`error code '${code}' is not kebab-case`)
    if (!isErrorStatus(entry.status)) throw new Error(`error code '${code}' has status ${entry.status}`)
    merged.set(code, entry)
  }
  return Object.freeze(Object.fromEntries(merged))
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599
}

/** The entry of a code, own properties only: `toString` is not a code. */
export function entryOf(catalog: ErrorCatalog, code: string): ErrorEntry | undefined {
  return Object.hasOwn(catalog, code) ? catalog[code] : undefined
}
