import { complain } from './bad-input.ts'
import { createPace } from './pace.ts'
import { count, nothing, type Page, rows, summed, type Totals } from './print-what-if.ts'
import { say } from './steady-output.ts'
import type { Opened } from './with-services.ts'

export interface Listing {
  /** Where it is asked. */
  path: string
  order: object
  json: boolean
  broken: AbortSignal
}

/** What was listed: the last page, and the totals of all. */
export interface Listed {
  page: Page
  totals: Totals
}

/** Cases of a page: some milliseconds of work, and little to hold. */
const PAGE = 500

/**
 * Writes what another calendar would move, page by page, up to the totals, which are for who asked to write.
 * @returns undefined when it was refused, which was said, or broken off
 */
export async function listChanges(
  request: Opened['request'],
  { path, order, json, broken }: Listing,
): Promise<Listed | undefined> {
  const tell = teller(json, 'hechos recorridos')
  let totals = nothing
  let page: Page | undefined
  do {
    // All pages are judged at the instant of the first, however long it takes.
    const again = page && { at: page.at, cursor: page.next }
    const answer = await request('POST', path, { ...order, limit: PAGE, ...again })
    if (answer.status !== 200) return refused(answer.json() as Problem, json)
    const isFirst = page === undefined
    page = answer.json() as Page
    if (json && isFirst) await say(opening(page))
    const begun = totals.changedClocks > 0
    await say(json ? elements(page, begun) : rows(page, begun))
    totals = summed(totals, page.totals)
    tell(page.progress)
  } while (page.next !== undefined && !broken.aborted)
  return broken.aborted ? undefined : { page, totals }
}

// The list is written as it comes: nobody could hold the changes of a million cases.
const opening = ({ entity, calendar, at }: Page) =>
  `${JSON.stringify({ entity, calendar, at }).slice(0, -1)},"items":[`
const elements = ({ items }: Page, begun: boolean) =>
  items.map((item, nth) => `${begun || nth > 0 ? ',' : ''}\n${JSON.stringify(item)}`).join('')
/** The end of the JSON that the pages began. */
export const closing = ({ totals, page: { list } }: Listed): string =>
  `\n],${JSON.stringify({ totals, list }).slice(1)}\n`

/** Progress on stderr, of what takes longer than a second. @param what is counted, in Spanish */
export function teller(json: boolean, what: string) {
  const pace = createPace(() => performance.now())
  const start = performance.now()
  return ({ done, total }: Page['progress']) => {
    const now = performance.now() - start < 1_000 ? undefined : pace(done, total)
    if (now === undefined) return
    const { perSecond, secondsLeft } = now
    const left = secondsLeft ? `, faltan unos ${count(secondsLeft)} s` : ''
    const line = `${count(done)} de ${count(total)} ${what}, ${count(perSecond)} por segundo${left}`
    process.stderr.write(json ? `${JSON.stringify(now)}\n` : `${line}\n`)
  }
}

export interface Problem {
  code?: string
  title?: string
  detail?: string
  field?: string
  status?: number
}

/** Says what the service refused, by the option that it was given as. */
export function refused({ code = '', detail, title = '', field, status }: Problem, json: boolean): undefined {
  const option = field && optionOf(field.replace(/^(body|query)\./, ''))
  const told = option === undefined ? (detail ?? title) : `--${option}: ${detail ?? title}`
  complain({ code, ...(option !== undefined && { field: option }), detail: told }, json)
  if (status === 409) process.exitCode = 3
}

const options: Readonly<Record<string, string>> = {
  list: 'confirm',
  'term.amount': 'term',
  'term.unit': 'unit',
  'law.regime': 'law',
  'received.from': 'from',
  'received.to': 'to',
}

function optionOf(field: string): string {
  if (field.startsWith('law.set')) return 'set'
  return field.startsWith('staffing') ? 'staffing' : (options[field] ?? field)
}
