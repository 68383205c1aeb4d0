import { publish } from '@ventanilla/bus'
import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { type Entity, type Procedure, procedureOn } from '@ventanilla/procedures'
import { stateOf, streamOf } from './commands/stream.ts'
import type { Case, OpenCase, Outcome } from './domain/case.ts'
import { type CaseCommand, caseDecider } from './domain/case-decider.ts'
import { defined } from './domain/defined.ts'
import type { Attached, NotOpened } from './domain/events.ts'
import type { MoveName } from './domain/move/find-move.ts'
import { type MoveNow, movesNow, type Wait, waitsOf } from './domain/move/moves-now.ts'
import type { Filing } from './domain/open/openable.ts'
import type { CaseRefusal, CaseRefusalCode } from './domain/refusals.ts'
import { errors } from './errors.ts'
import { publications } from './publications.ts'

/** The rules of a case that was never filed. */
export interface TrialRules {
  readonly entity: Entity
  readonly procedure: Procedure
  readonly calendar: Calendar
}

interface About {
  theme?: string
  product?: string
}

/** What happens to it, at a business instant. Words of people aren't kept: that there are some is enough. */
export type TrialFact = { at: string; by?: string } & (
  | ({ type: 'received'; kind: string; channel: string; form?: Filing['form'] } & About)
  | ({
      type: 'moved'
      name: MoveName
      on?: LocalDate
      note?: boolean
      text?: boolean
      evidence?: readonly Attached[]
      outcome?: string
      form?: Record<string, unknown>
      recordedBy?: string
    } & About)
  | { type: 'assigned'; area: string; level: number; officer?: string; evidence?: readonly Attached[] }
  | ({ type: 'classified'; outcome?: string } & About)
  | { type: 'filled'; form: Record<string, unknown> }
  /** `as`: what it is called afterwards, when the same is asked twice. */
  | { type: 'task-asked'; task: string; as?: string; area?: string; outside?: string }
  | { type: 'task-answered'; task: string; evidence?: readonly string[] }
  | { type: 'task-withdrawn'; task: string }
)

/** What a caller of the service would be answered, without a status. */
export interface TrialRefusal {
  readonly code: CaseRefusalCode
  readonly title: string
  readonly field?: string
  readonly detail?: string
}

/** What came of one of them. */
export interface TrialAnswer {
  readonly refused: TrialRefusal | undefined
  /** What the other services would hear. */
  readonly told: readonly PublicEvent[]
}

/** `rung`: undefined for the end of the term. `at`: the nominal instant of the mark. */
export type TrialMark = { clock: string; rung: string | undefined; at: string }

export interface TrialStanding {
  readonly case: OpenCase
  readonly stateName: string
  readonly moves: readonly MoveNow[]
  readonly waits: readonly Wait[]
}

export interface CaseTrial {
  readonly caseId: string
  tell(fact: TrialFact): Promise<TrialAnswer>
  /** Makes the next move that the engine makes by itself up to an instant; undefined when there is none. */
  wait(upTo: string): Promise<{ readonly at: string; readonly told: readonly PublicEvent[] } | undefined>
  /** A clock of it comes to a mark, which may send it to another area. */
  mark(mark: TrialMark): Promise<readonly PublicEvent[]>
  /** Undefined while it isn't open. @param by the person who asks what can be done */
  standing(at: string, by?: string): Promise<TrialStanding | undefined>
  /** Why it could not be opened, if so. */
  notOpened(): Promise<NotOpened | undefined>
}

/** A case that the service's own decider decides, on a log that is forgotten. */
export function tryCase({ entity, procedure, calendar }: TrialRules): CaseTrial {
  const caseId = deriveId('trial', entity.id, procedure.id)
  const log = memoryLog()
  const stream = streamOf(caseId)
  // A draft stands in for the version whose number it has; on the days of the others no case is born under it.
  const others = entity.versions.filter(
    ({ id, version }) => id !== procedure.id || version !== procedure.version,
  )
  const among = {
    ...entity,
    versions: [...others, procedure],
    procedures: new Map([[procedure.id, procedure]]),
  }
  const rules = { entity: among, procedure, calendar }
  let outOfForce = false
  const state = async (): Promise<Case> => stateOf((await log.stream(stream)).events)

  async function decide(command: CaseCommand, at: string, actor: string): Promise<TrialAnswer> {
    const { version, events } = await log.stream(stream)
    const decision = caseDecider.decide(command, stateOf(events))
    if (isRefusal(decision)) return { refused: refusalOf(decision), told: [] }
    if (decision.length > 0)
      await log.write(entity.id, {
        appends: [
          {
            ...{ stream, expected: version, actor },
            events: decision.map(({ type, data }, index) => ({
              ...{ id: deriveId('trial', caseId, version + index), type, at },
              data: data as unknown as JsonObject,
            })),
          },
        ],
      })
    const written = (await log.stream(stream)).events.slice(version)
    const told = written.flatMap((event) => publish('routing', publications, event) ?? [])
    return { refused: undefined, told }
  }

  return {
    caseId,
    async tell(fact) {
      outOfForce =
        fact.type === 'received' && procedureOn(among, procedure.id, bogotaDate(fact.at)) !== procedure
      if (outOfForce) return { refused: undefined, told: [] }
      return decide(commandOf(fact, rules, caseId), fact.at, fact.by ?? 'trial')
    },
    async mark(mark) {
      const { told } = await decide({ type: 'Escalate', ...mark, entity: among, calendar }, mark.at, 'trial')
      return told
    },
    async wait(upTo) {
      const now = await state()
      if (now.status !== 'open') return undefined
      const due = waitsOf(procedure, now, calendar).filter(({ at }) => at <= upTo)
      const [next] = due.sort((a, b) => (a.at < b.at ? -1 : 1))
      if (next === undefined) return undefined
      const { transition, at } = next
      const { told } = await decide(
        { type: 'FireDue', transition, now: at, procedure, calendar },
        at,
        'trial',
      )
      return { at, told }
    },
    async standing(at, by) {
      const now = await state()
      if (now.status !== 'open') return undefined
      return {
        case: now,
        stateName: procedure.states.find(({ id }) => id === now.state)?.name ?? now.state,
        moves: movesNow({ ...rules, today: bogotaDate(at), by }, now),
        waits: waitsOf(procedure, now, calendar),
      }
    },
    async notOpened() {
      if (outOfForce) return 'procedure-not-in-force'
      const now = await state()
      return now.status === 'not-opened' ? now.reason : undefined
    },
  }
}

function refusalOf({ refused: code, field, detail }: CaseRefusal): TrialRefusal {
  return { code, title: errors[code].title, ...defined({ field, detail }) }
}

function commandOf(fact: TrialFact, rules: TrialRules, caseId: string): CaseCommand {
  const today = bogotaDate(fact.at)
  const refOf = (what: string) => deriveId('trial', caseId, fact.at, what)
  const by = defined({ by: fact.by })
  const taskIdOf = (name: string) => deriveId('trial', caseId, 'task', name)
  const formOf = (given?: Record<string, unknown>) => given && { given, ref: refOf('form') }
  switch (fact.type) {
    case 'received': {
      const { kind, channel, theme, product, form, at: receivedAt } = fact
      const about = defined({ theme, product, form })
      const filing = { caseId, procedure: rules.procedure.id, kind, channel, receivedAt, ...about }
      const nobody = { mode: 'anonymous' as const, attachments: [], trackingHash: '' }
      return { type: 'Open', filing: { ...filing, ...nobody }, ...rules }
    }
    case 'moved': {
      const { name, on = today, note, text, evidence = [], form, outcome, ...said } = fact
      const { theme, product, recordedBy } = said
      const refs = { noteRef: note ? refOf('note') : undefined, textRef: text ? refOf('text') : undefined }
      const given = {
        outcome: outcome as Outcome | undefined,
        theme,
        product,
        recordedBy,
        form: formOf(form),
      }
      return { type: 'Move', name, on, today, evidence, ...by, ...defined({ ...refs, ...given }), ...rules }
    }
    case 'assigned': {
      const { area, level, officer, evidence = [] } = fact
      const given = {
        ...{ area, level, evidence, on: today },
        noteRef: refOf('note'),
        ...defined({ officer }),
      }
      return { type: 'Assign', ...given, ...by, ...rules }
    }
    case 'classified': {
      const { theme, product, outcome } = fact
      return {
        type: 'Classify',
        ...defined({ theme, product, outcome: outcome as Outcome | undefined }),
        ...rules,
      }
    }
    case 'filled':
      return {
        type: 'FillForm',
        form: { given: fact.form, ref: refOf('form') },
        today,
        procedure: rules.procedure,
      }
    case 'task-asked': {
      const { task, as = task, area, outside } = fact
      const asked = { taskId: taskIdOf(as), task, noteRef: refOf('note'), on: today }
      return { type: 'OpenTask', ...asked, ...defined({ area, outside }), ...by, ...rules }
    }
    case 'task-answered': {
      const { task, evidence = [] } = fact
      return { type: 'AnswerTask', taskId: taskIdOf(task), evidence, on: today, ...by }
    }
    case 'task-withdrawn':
      return { type: 'WithdrawTask', taskId: taskIdOf(fact.task), noteRef: refOf('note'), on: today, ...by }
  }
}
