import type { BadInput } from './bad-input.ts'
import { type Problem, refused, teller } from './list-changes.ts'
import { type StaffingPage, staffingRows, staffingSummary } from './print-staffing.ts'
import { say } from './steady-output.ts'
import type { Opened } from './with-services.ts'

/** With what an area is tried, as the service takes it. */
export type StaffingTried = { area: string } & (
  | { percent: number }
  | { people: { before: number; after: number } }
  | { perDay: number }
)

const capacity =
  /^(?:(?<percent>\d{1,5})%|(?<before>\d{1,4}):(?<after>\d{1,4})|(?<perDay>\d{1,6}(?:[.,]\d{1,4})?))$/

/** `cartera=125%`, `cartera=3:4` or `cartera=12`, each in its way. */
export function readStaffing(texts: readonly string[]): StaffingTried[] | BadInput {
  const read: StaffingTried[] = []
  for (const text of texts) {
    const [area = '', ...rest] = text.split('=')
    const { percent, before, after, perDay } = capacity.exec(rest.join('=').trim())?.groups ?? {}
    const how =
      percent !== undefined
        ? { percent: Number(percent) }
        : before !== undefined
          ? { people: { before: Number(before), after: Number(after) } }
          : perDay !== undefined
            ? { perDay: Number(perDay.replace(',', '.')) }
            : undefined
    if (area.trim() === '' || how === undefined) return unreadable(text)
    read.push({ area: area.trim(), ...how })
  }
  return read
}

const unreadable = (text: string): BadInput => ({
  code: 'staffing-invalid',
  field: 'staffing',
  detail: `--staffing se escribe área=125%, área=3:4 (personas) o área=12 (casos por día hábil), no «${text}»`,
})

export interface StaffingOrder {
  entity: string
  from: string
  to?: string
  staffing: readonly StaffingTried[]
  list: 'state' | 'date'
}

const PAGE = 500

/** Writes which cases another capacity would have moved, as the service tells them, and then the totals. */
export async function listStaffing(
  request: Opened['request'],
  order: StaffingOrder,
  json: boolean,
  broken: AbortSignal,
): Promise<void> {
  const tell = teller(json, 'casos leídos')
  let begun = false
  let page: StaffingPage | undefined
  do {
    const cursor = page?.next
    const answer = await request('POST', '/v1/case-files/what-if', { ...order, limit: PAGE, cursor })
    if (answer.status !== 200) return refused(answer.json() as Problem, json)
    if (json && page === undefined) await say(opening(answer.json() as StaffingPage))
    page = answer.json() as StaffingPage
    await say(json ? elements(page, begun) : staffingRows(page, begun))
    begun ||= page.items.length > 0
    if (page.totals === null) tell(page.progress)
  } while (page.next !== undefined && !broken.aborted)
  if (broken.aborted) return
  const { totals, areas } = page
  await say(json ? `\n],${JSON.stringify({ totals, areas }).slice(1)}\n` : staffingSummary(page))
}

const opening = ({ entity, period, asOf, calendar }: StaffingPage) =>
  `${JSON.stringify({ entity, period, asOf, calendar }).slice(0, -1)},"items":[`
const elements = ({ items }: StaffingPage, begun: boolean) =>
  items.map((item, nth) => `${begun || nth > 0 ? ',' : ''}\n${JSON.stringify(item)}`).join('')
