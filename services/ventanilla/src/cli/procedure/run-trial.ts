import type { Calendar, Overlay } from '@ventanilla/calendar'
import { messageIdOf, type PublicEvent } from '@ventanilla/contracts'
import { calendarOf, type Entity, escalatesAt, lastDayOf, type Procedure } from '@ventanilla/procedures'
import { tryCase } from '@ventanilla/service-routing/trial'
import { type TriedClock, tryClocks } from '@ventanilla/service-sla-clock/trial'
import type { LetterFact } from './trial-facts.ts'

type CaseTrial = ReturnType<typeof tryCase>
type TrialFact = Parameters<CaseTrial['tell']>[0]

export interface Refused {
  readonly code: string
  readonly title: string
  readonly field?: string
  readonly detail?: string
}

/** What happened at one instant: a fact of the file, or a move that the system made by itself. */
export interface TrialStep {
  /** Place of the fact in the file, from 1; absent: the system did it. */
  readonly fact: number | undefined
  readonly at: string
  readonly type: string
  /** What sent the case elsewhere by itself; `rung`: null for the end of the term. */
  readonly mark?: { readonly clock: string; readonly rung: string | null }
  readonly refused: Refused | undefined
  readonly told: readonly { readonly type: string; readonly data: unknown }[]
  readonly standing: Awaited<ReturnType<CaseTrial['standing']>>
  readonly clocks: readonly TriedClock[]
}

export interface TrialOf {
  readonly entity: Entity
  readonly procedure: Procedure
  readonly overlays: readonly Overlay[]
  readonly facts: readonly (TrialFact | LetterFact)[]
  /** How long to go on after the last fact; ISO. */
  readonly until: string | undefined
}

/**
 * A made-up case, decided by routing and counted by the clocks as they would, without what they stand on. What the
 * system does by itself between two facts is a step of its own.
 */
export async function runTrial(of: TrialOf): Promise<TrialStep[]> {
  const { entity, procedure, overlays, facts, until } = of
  const calendar: Calendar = calendarOf(entity, overlays)
  const trial = tryCase({ entity, procedure, calendar })
  const heard: PublicEvent[] = []
  const steps: TrialStep[] = []
  const reached = new Set<string>()

  const clocksAt = (upTo: string) =>
    tryClocks({
      ...{ entity: entity.id, procedure, events: heard, upTo },
      overlays: [...entity.overlays, ...overlays],
    })

  async function step(about: Omit<TrialStep, 'standing' | 'clocks'>, by?: string): Promise<void> {
    const standing = await trial.standing(about.at, by)
    steps.push({ ...about, standing, clocks: await clocksAt(about.at) })
  }

  async function waitFor(instant: string): Promise<void> {
    for (;;) {
      const mark = await nextMark(instant)
      // Where both come at once the clocks wait for the move.
      const made = await trial.wait(mark?.at ?? instant)
      if (made !== undefined) await bySystem({ at: made.at, type: 'system' }, made.told)
      else if (mark === undefined) return
      else {
        const { at, clock, rung } = mark
        reached.add(keyOf(mark))
        const told = await trial.mark({ at, clock, rung: rung ?? undefined })
        if (told.length > 0) await bySystem({ at, type: 'mark', mark: { clock, rung } }, told)
      }
    }
  }

  async function bySystem(about: Pick<TrialStep, 'at' | 'type' | 'mark'>, told: readonly PublicEvent[]) {
    heard.push(...told)
    await step({ fact: undefined, ...about, refused: undefined, told: told.map(saidOf) })
  }

  /** The first mark up to an instant that sends the case elsewhere, and hasn't yet. */
  async function nextMark(upTo: string): Promise<Mark | undefined> {
    const kind = (await trial.standing(upTo))?.case.kind
    if (kind === undefined) return undefined
    const marks = (await clocksAt(upTo)).flatMap(({ clock, passed }) =>
      passed.map((one) => ({ clock, ...one })),
    )
    return marks
      .filter((mark) => !reached.has(keyOf(mark)) && sends(procedure, kind, mark))
      .sort((a, b) => (a.at < b.at ? -1 : 1))[0]
  }

  for (const [index, fact] of facts.entries()) {
    await waitFor(fact.at)
    const { refused, told } = isLetter(fact)
      ? letterOf(fact, trial.caseId, entity.id, heard)
      : await trial.tell(fact)
    heard.push(...told)
    const about = { fact: index + 1, at: fact.at, type: fact.type, refused, told: told.map(saidOf) }
    await step(about, 'by' in fact ? fact.by : undefined)
    const reason = await trial.notOpened()
    if (reason === undefined) continue
    // Nothing can happen to a case that isn't there.
    const detail = reason === 'procedure-not-in-force' ? inForceWhen(of) : undefined
    const why = { code: reason, title: notOpened[reason], ...(detail && { detail }) }
    steps.push({ ...(steps.pop() as TrialStep), refused: why })
    return steps
  }
  if (until !== undefined) {
    await waitFor(until)
    await step({ fact: undefined, at: until, type: 'until', refused: undefined, told: [] })
  }
  return steps
}

const notOpened = {
  'entity-unknown': 'No se abre ningún caso: la entidad no existe',
  'procedure-unknown': 'No se abre ningún caso: el procedimiento no existe',
  'procedure-not-in-force': 'No se abre ningún caso: ese día la versión no está vigente',
  'kind-unknown': 'No se abre ningún caso: el procedimiento no tiene ese tipo',
  'date-not-covered': 'No se abre ningún caso: ningún calendario llega a ese día',
}

/** On what days cases are born under it. */
function inForceWhen({ entity: { versions }, procedure }: TrialOf): string {
  const others = versions.filter(({ version }) => version !== procedure.version)
  const last = lastDayOf(procedure, others)
  const { from } = procedure.valid
  const when = last === undefined ? `desde el ${from}` : `del ${from} al ${last}`
  return `${notOpened['procedure-not-in-force']}; la ${procedure.version} rige ${when}.`
}

type Mark = TriedClock['passed'][number] & { readonly clock: string }

const keyOf = ({ clock, rung, at }: Mark) => `${clock} ${rung ?? ''} ${at}`

function sends(procedure: Procedure, kind: string, { clock, rung }: Mark): boolean {
  return escalatesAt(procedure, kind, { clock, rung: rung ?? undefined }) !== undefined
}

function isLetter(fact: TrialFact | LetterFact): fact is LetterFact {
  return fact.type === 'acknowledged' || fact.type === 'delivered'
}

/** What notification would tell of the receipt, or of the last answer. */
function letterOf({ type, at }: LetterFact, caseId: string, entity: string, heard: readonly PublicEvent[]) {
  const answer = heard.findLast((event) => event.type === 'ventanilla.routing.CaseAnswered.v1')
  if (type === 'delivered' && answer === undefined) {
    const refused: Refused = { code: 'nothing-to-deliver', title: 'El caso no se ha respondido' }
    return { refused, told: [] }
  }
  const messageId =
    type === 'delivered' ? messageIdOf(caseId, 'respuesta', answer?.id) : messageIdOf(caseId, 'acuse')
  const sequence = heard.filter(({ source }) => source === 'notification').length + 1
  const event = {
    ...{
      id: messageId,
      source: 'notification',
      entity,
      subject: caseId,
      at,
      recordedAt: at,
      sequence,
      actor: 'trial',
    },
    ...{
      type: 'ventanilla.notification.MessageSent.v1',
      data: { messageId, caseId, smtpMessageId: 'prueba' },
    },
  } as PublicEvent
  return { refused: undefined, told: [event] }
}

function saidOf({ type, data }: PublicEvent): { type: string; data: unknown } {
  return { type, data }
}
