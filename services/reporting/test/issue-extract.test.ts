import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { watermarkClock } from '@ventanilla/runtime'
import { describe, expect, it } from 'vitest'
import { type IssueAnswer, type IssueDeps, issueExtract } from '../src/commands/extracts/issue.ts'
import type { Definition } from '../src/domain/extract/definition.ts'
import { memoryReached } from '../src/reactions/reached.ts'
import { formato379 } from './definition.ts'
import { caseId, keepInJournal, publisher } from './facts.ts'

const END = '2024-04-01T05:00:00.000Z'
const order = { entity: 'icetex', format: '379', period: '2024-Q1', newCut: false, actor: 'user:x' }
const at = (day: string) => bogotaInstant(day, '10:00')

function depsOf(log: EventLog, definition: Definition = formato379): IssueDeps {
  const reached = memoryReached()
  for (const source of ['intake', 'routing'] as const) reached.heard(source, END)
  return { log, reached, clock: watermarkClock(END), definitionOf: () => definition }
}

/** A complaint that is answered and one that is opened again, heard in one order or the other. */
function life(reversed = false): PublicEvent[] {
  const tell = publisher()
  const [a, b] = [caseId(1), caseId(2)]
  const intake = [tell.filed(a, at('2024-01-10')), tell.filed(b, at('2024-02-10'), { kind: 'queja' })]
  const routing = [
    tell.opened(a, at('2024-01-10')),
    tell.opened(b, at('2024-02-10'), { kind: 'queja' }),
    tell.answered(a, '2024-02-01', { outcome: 'parcial' }),
    tell.moved(a, '2024-02-01', 'respondida'),
    tell.answered(b, '2024-02-20', { outcome: 'parcial' }),
    tell.moved(b, '2024-02-20', 'respondida'),
    tell.moved(b, '2024-03-01', 'reabierta', { clock: 'runs' }),
  ]
  return reversed ? [...routing, ...intake] : [...intake, ...routing]
}

async function issue(deps: IssueDeps, more: Partial<typeof order> = {}): Promise<IssueAnswer> {
  const answer = await issueExtract(deps, { ...order, ...more })
  if ('refused' in answer) throw new Error(`${answer.refused}: ${answer.detail ?? ''}`)
  return answer
}

describe('an extract', () => {
  it('has the same bytes in two installations that heard the facts in another order', async () => {
    const [one, other] = [memoryLog(), memoryLog()]
    await keepInJournal(one, life())
    await keepInJournal(other, life(true))
    const told = [await issue(depsOf(one)), await issue(depsOf(other))]
    expect(told[1]?.issued.facts.sha256).toBe(told[0]?.issued.facts.sha256)
    expect(told[1]?.folded.bytes).toEqual(told[0]?.folded.bytes)
  })

  it('that was issued stays as it was when its layout changes; a new cut follows the new one', async () => {
    const log = memoryLog()
    await keepInJournal(log, life())
    const first = await issue(depsOf(log))
    const renamed = { ...formato379, parameters: { ...formato379.parameters, 'codigo-de-entidad': '000777' } }
    const later = depsOf(log, { ...renamed, rules: { ...renamed.rules, kinds: ['reclamo'] } })
    const again = await issue(later)
    expect([again.outcome, again.folded.bytes]).toEqual(['existing', first.folded.bytes])
    const second = await issue(later, { newCut: true })
    expect(second.issued.facts.definition.version).not.toBe(first.issued.facts.definition.version)
    expect(second.folded.bytes.toString()).toContain('000777')
    expect(second.folded.former).toMatchObject([{ caseId: caseId(2), why: 'not-counted-any-more' }])
    expect((await issue(depsOf(log))).issued.facts.issue).toBe(2)
  })

  it('is not given out when the journal was altered', async () => {
    const log = memoryLog()
    await keepInJournal(log, life())
    await issue(depsOf(log))
    const altered: EventLog = {
      ...log,
      read: async (...asked) =>
        (await log.read(...asked)).map((one) => {
          if (one.type !== 'ventanilla.routing.CaseAnswered.v1') return one
          const kept = one.data.data as Record<string, never>
          return { ...one, data: { ...one.data, data: { ...kept, outcome: 'a-favor-de-la-entidad' } } }
        }),
    }
    expect(await issueExtract(depsOf(altered), order)).toEqual({ refused: 'extract-not-reproducible' })
  })

  it('has issues without end, each found again', async () => {
    const log = memoryLog()
    await keepInJournal(log, life())
    for (let n = 1; n <= 10; n++)
      expect((await issue(depsOf(log), { newCut: true })).issued.facts.issue).toBe(n)
    const last = await issue(depsOf(log))
    expect(last).toMatchObject({ outcome: 'existing', issued: { facts: { issue: 10 } } })
    expect((await log.read('icetex', 0, 100)).filter(({ type }) => type === 'DefinitionKept')).toHaveLength(1)
  })

  it('of an entity that nothing was heard of has zeros', async () => {
    const { folded } = await issue(depsOf(memoryLog()))
    expect(folded.lines).toHaveLength(31)
    expect(folded.lines.slice(2, 30).every((line) => line.endsWith('0'.repeat(20)))).toBe(true)
  })
})
