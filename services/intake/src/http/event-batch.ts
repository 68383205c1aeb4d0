import { baseErrors, type Caller, isUnavailable, ProblemError } from '@ventanilla/http-kit'
import { z } from 'zod'
import { type SubmittedEvent, submittedEvent } from '../commands/cloud-event.ts'
import type { Reused } from '../commands/commit.ts'
import { type EventOrder, fileEvents } from '../commands/file-event.ts'
import type { Taken } from '../commands/receipt.ts'
import type { IntakeDeps } from '../deps.ts'
import { errors } from '../errors.ts'
import { type batchSchema, heldBody, receiptBody } from './answers.ts'
import { actorOf, assertEntity } from './caller.ts'
import { readingOf } from './event-reading.ts'
import type { Parse } from './parse.ts'
import { problemOf, rebasedProblem } from './problems.ts'

/** A list of events; each is looked at on its own. */
export const batchEnvelope = z.array(z.json()).min(1).max(500).describe('Hasta 500 eventos CloudEvents 1.0')

type Result = z.input<typeof batchSchema>['results'][number]

interface Request {
  caller: Caller
  body: unknown
  log: { error(line: object, message: string): void }
}

/** Takes each event of a list as if it had come alone, and answers what it would have been answered. */
export async function fileBatch(
  deps: IntakeDeps,
  { caller, body, log }: Request,
  parse: Parse,
): Promise<{ results: Result[] }> {
  const items = parse(batchEnvelope, body)
  const read = items.map((item, index) => readItem(item, index, caller, parse))
  const orders = read.flatMap((one) => ('order' in one ? [one.order] : []))
  const settled = (await fileEvents(deps, orders)).values()
  const results = read.map((one, index): Result => {
    if ('problem' in one) return { index, ...named(items[index]), ...refused(one.problem) }
    const { event } = one.order
    return { index, id: event.id, source: event.source, ...resultOf(settled.next().value, index, log) }
  })
  return { results }
}

function readItem(
  item: unknown,
  index: number,
  caller: Caller,
  parse: Parse,
): { order: EventOrder } | { problem: ProblemError } {
  try {
    const event: SubmittedEvent = parse(submittedEvent, item)
    const reading = readingOf(event)
    if ('sent' in reading) assertEntity(caller, reading.sent.entity)
    const { client, entity } = caller
    const raw = new TextEncoder().encode(JSON.stringify(item))
    return { order: { event, reading, client, entity, actor: actorOf(caller), raw } }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { problem: rebasedProblem(error, 'body', `body[${index}]`) }
  }
}

type Outcome = Omit<Result, 'index' | 'id' | 'source'>

function resultOf(
  settled: PromiseSettledResult<Taken | Reused> | undefined,
  index: number,
  log: Request['log'],
): Outcome {
  if (settled?.status !== 'fulfilled') {
    log.error({ err: settled?.reason, index }, 'an event of a batch failed')
    return refused(new ProblemError(isUnavailable(settled?.reason) ? 'unavailable' : 'internal-error'))
  }
  const taken = settled.value
  if ('refused' in taken) return refused(problemOf(taken, `body[${index}]`))
  const { replayed } = taken
  if ('held' in taken) return { status: 202, replayed, quarantined: heldBody(taken.held) }
  return { status: 201, replayed, filing: receiptBody(taken.filed) }
}

function refused({ code, options }: ProblemError): Outcome {
  const catalog: Record<string, { status: number; title: string } | undefined> = { ...baseErrors, ...errors }
  const { status, title } = catalog[code] ?? baseErrors['internal-error']
  const { detail, field, errors: fields } = options
  return {
    status,
    problem: {
      status,
      title,
      code,
      ...(detail !== undefined && { detail }),
      ...(field !== undefined && { field }),
      ...(fields && { errors: [...fields] }),
    },
  }
}

/** Who the item says it is, if it says so, for the sender to find it again. */
function named(item: unknown): { id?: string; source?: string } {
  if (typeof item !== 'object' || item === null) return {}
  const word = (key: string, value: unknown) =>
    typeof value === 'string' && value.length <= 500 ? { [key]: value } : {}
  return {
    ...word('id', 'id' in item ? item.id : undefined),
    ...word('source', 'source' in item ? item.source : undefined),
  }
}
