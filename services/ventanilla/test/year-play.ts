import { bogotaDate } from '@ventanilla/calendar'
import { expect } from 'vitest'
import { playThrough } from '../src/demo/play-through.ts'
import { citizenOf } from '../src/demo/translate.ts'
import type { StoryFact } from '../src/year/story.ts'
import type { YearCase } from '../src/year/year.ts'
import type { YearInstallation } from './year-installation.ts'

type Step = { at: string; one: YearCase } & ({ act: 'file' } | { act: 'tell'; fact: StoryFact; nth: number })

/** Where a case stands after somebody did something to it. */
export interface Standing {
  caseId: string
  procedure: string
  kind: string
  state: string
  version: number
}

/**
 * Plays a year through the public API, day after day. @returns the case of each row
 * @param stands told of a case whenever something was done to it
 */
export async function playYear(
  cases: readonly YearCase[],
  world: YearInstallation,
  stands: (standing: Standing) => Promise<void>,
): Promise<Map<number, string>> {
  const caseOf = new Map<number, string>()
  const steps = cases.flatMap((one): Step[] => [
    { act: 'file', at: one.receivedAt, one },
    ...one.facts.map((fact, nth): Step => ({ act: 'tell', at: fact.at, one, fact, nth })),
  ])
  await playThrough(
    steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    {
      ...{ clock: world.time, settled: world.settled, together: ({ at }) => bogotaDate(at), width: () => 1 },
      async doStep(step) {
        if (step.act === 'file') {
          const { status, body } = await world.adapter.post<{ caseId: string }>(
            '/v1/filings',
            filingOf(step.one),
            `year-${step.one.row}`,
          )
          expect(status, JSON.stringify(body)).toBe(201)
          caseOf.set(step.one.row, body.caseId)
          return
        }
        const caseId = caseOf.get(step.one.row) ?? ''
        const told = { caseId, procedure: step.one.procedure, kind: step.one.kind }
        // As it was born, which nobody but the engine has done anything to.
        if (step.nth === 0)
          await stands({ ...(await world.adapter.get<Standing>(`/v1/cases/${caseId}`)), ...told })
        const { state, version } = await tell(caseId, step, world)
        await stands({ ...told, state, version })
      },
    },
  )
  return caseOf
}

function filingOf({ row, procedure, kind, channel, receivedAt, theme, product }: YearCase) {
  return {
    ...{ entity: 'icetex', procedure, kind, channel, mode: 'named', receivedAt, theme, product },
    ...{ person: citizenOf(String(row), 'year'), subject: kind, text: `Caso ${row} de un año de muestra.` },
  }
}

/** Under the same keys in both topologies, so that what is derived from them is the same. */
function tell(caseId: string, step: Step & { act: 'tell' }, { done }: YearInstallation) {
  const { fact, one, nth } = step
  const path = `/v1/cases/${caseId}`
  const key = `year-${one.row}-${nth}`
  const { at: _, by, type, ...told } = fact
  if (fact.type === 'filled') return done(by, 'PUT', `${path}/form`, { form: fact.form }, key)
  if (fact.type === 'assigned') {
    const { area, level } = fact
    return done(by, 'POST', `${path}/assignment`, { area, level, note: 'Requiere gestión del área' }, key)
  }
  const evidence = fact.evidence?.map((item) => ({ ...item, ref: `sha256:muestra-${one.row}-${nth}` }))
  return done(by, 'POST', `${path}/moves`, { ...told, ...(evidence && { evidence }) }, key)
}
