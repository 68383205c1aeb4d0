import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { type Procedure, procedureVersion } from '@ventanilla/procedures'
import { streamOf } from '../../commands/stream.ts'
import type { Deviation } from '../../domain/conformance/deviation.ts'
import { type Life, type Told, type Walk, walkCase } from '../../domain/conformance/walk-case.ts'
import type { Definitions } from '../../domain/definitions.ts'
import { type CasesAsked, countCases, type Place, readCases } from '../cases/reader.ts'

export interface ConformanceDeps {
  database: Db
  log: EventLog
  definitions: Definitions
}

/** The ways that cases took, of those that were looked at. All of it can be added up, page by page. */
export interface Conformance {
  cases: number
  moves: number
  /** Moves that another system told of: they are taken as they come. */
  recorded: number
  /** By entity, procedure and version. */
  procedures: readonly ProcedureWays[]
  deviations: readonly (Deviation & { caseId: string })[]
  /** How many cases there are to look at; told with the first of them. */
  total?: number
  /** The last case that was looked at, when there are more. */
  next?: Place
}

export interface ProcedureWays {
  entity: string
  procedure: string
  version: number
  cases: number
  paths: { states: readonly string[]; cases: number; example: string }[]
  /** Each that the version has, also if nobody made it. */
  transitions: { id: string; from: string; to: string; reason: string; made: number }[]
}

type Born = Pick<Life, 'procedure' | 'procedureVersion'>

/** Cases by their arrival, each by its own stream. What lies in it counts, and not what a read model made of it. */
export async function readConformance(
  { database, log, definitions }: ConformanceDeps,
  asked: Omit<CasesAsked, 'state' | 'area'>,
): Promise<Conformance> {
  const rows = await readCases(database, asked)
  const looked = rows.slice(0, asked.limit)
  const streams = await log.streams(looked.map(({ case_id }) => streamOf(case_id)))
  const ways = new Map<string, ProcedureWays>()
  const walks: Walk[] = []
  for (const { case_id, entity: id } of looked) {
    const { events = [] } = streams.get(streamOf(case_id)) ?? {}
    const entity = definitions.entities.get(id)
    const versionOf = ({ procedure, procedureVersion: version }: Born) =>
      entity && procedureVersion(entity, procedure, version)
    const walk = walkCase(events as unknown as Told[], (born) => {
      const procedure = versionOf(born)
      return procedure && entity && { procedure, entity, calendar: definitions.calendarOf(id) }
    })
    if (walk === undefined) continue
    for (const life of walk.lives) {
      const key = `${id} ${life.procedure} ${life.procedureVersion}`
      const known = ways.get(key) ?? noWays(id, life, versionOf(life))
      ways.set(key, known)
      add(known, walk.caseId, life)
    }
    walks.push(walk)
  }
  const last = rows.length > asked.limit ? looked.at(-1) : undefined
  return {
    cases: walks.length,
    moves: sum(walks, ({ lives }) => sum(lives, ({ made }) => made.length)),
    recorded: sum(walks, ({ recorded }) => recorded),
    procedures: [...ways.values()],
    deviations: walks.flatMap(({ caseId, deviations }) => deviations.map((one) => ({ caseId, ...one }))),
    ...(asked.after === undefined && { total: await countCases(database, asked) }),
    ...(last && { next: { receivedAt: last.received_at, caseId: last.case_id } }),
  }
}

function noWays(entity: string, life: Life, procedure: Procedure | undefined): ProcedureWays {
  const transitions = procedure?.transitions ?? []
  return {
    ...{ entity, procedure: life.procedure, version: life.procedureVersion, cases: 0, paths: [] },
    transitions: transitions.map(({ id, from, to, reason }) => ({ id, from, to, reason, made: 0 })),
  }
}

function add(ways: ProcedureWays, caseId: string, { path, made }: Life): void {
  ways.cases += 1
  const name = path.join(' ')
  const known = ways.paths.find(({ states }) => states.join(' ') === name)
  if (known) known.cases += 1
  else ways.paths.push({ states: path, cases: 1, example: caseId })
  for (const id of made) {
    const transition = ways.transitions.find((one) => one.id === id)
    if (transition) transition.made += 1
  }
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}
