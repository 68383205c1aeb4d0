import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyCertificate } from '@ventanilla/certificate'
import { entitiesDir } from '@ventanilla/procedures'
import { clockFrom } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { clockIdOf } from '../src/commands/streams.ts'
import { lawRules } from '../src/domain/rules.ts'
import { calendar } from './support/clock-facts.ts'
import { pqrsdFile } from './support/declared-procedure.ts'
import { answeredOn, caseId, legal, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'
import { attended, bill, judge, wideYaml } from './support/wide-procedure.ts'

const clockId = clockIdOf(caseId, 'legal')
const path = `/v1/clocks/${clockId}`
const sunday = '2026-11-22T15:00:00.000Z'

/** The service with its claims under that law, and one of them, received on Sunday at ten. */
async function claimUnder(law: typeof bill) {
  const here = await machine()
  const entities = join(here.folder, 'entities')
  await cp(entitiesDir, entities, { recursive: true })
  await writeFile(join(entities, pqrsdFile), wideYaml(law))
  const there = await start(here, sunday, { entities })
  const { amount } = law
  await here.routing.tell(opened(1, [{ ...legal, amount, unit: law.unit as typeof legal.unit }]))
  await there.settled()
  return { ...here, ...there, law }
}
type Claim = Awaited<ReturnType<typeof claimUnder>>

/** What `ventanilla due` counts of the facts that the explanation lists. */
async function agreesWithDue({ get, law }: Claim) {
  const { body } = await get(`${path}/explanation`)
  const answer = clockFrom(lawRules({ regime: law.regime, parameters: law.set }), body.facts, calendar)
  expect({ due: body.due, endsAt: body.endsAt }).toEqual({ due: answer.due, endsAt: answer.endsAt })
  expect(body.explanation).toHaveLength(answer.explanation.length)
  return body
}

/** The certificate as whoever holds it checks it: by its text. */
async function certified({ get }: Claim) {
  const { body } = await get(`${path}/certificate`)
  const verdict = await verifyCertificate(JSON.stringify(body))
  expect(verdict?.findings.filter(({ holds }) => !holds)).toEqual([])
  return body.certificate
}

describe('a claim that five months are given for, over HTTP', () => {
  it('given it was received, when it is read, then it is due the same day of April, with its rungs by days', async () => {
    const claim = await claimUnder(bill)
    expect((await claim.get(path)).body).toMatchObject({
      ...{ amount: 5, unit: 'calendar-months', state: 'running', due: '2027-04-22' },
      ...{ source: 'Ley 142/1994 art. 154', endsAt: '2027-04-23T05:00:00.000Z' },
      // 151 days: half of them, four fifths of them, all.
      ahead: [
        { rung: 'amarillo', at: '2027-02-06T05:00:00.000Z' },
        { rung: 'rojo', at: '2027-03-23T05:00:00.000Z' },
        { rung: null, at: '2027-04-23T05:00:00.000Z' },
      ],
    })
    const explained = await agreesWithDue(claim)
    expect(explained.summary).toContain(
      'El término es de 5 meses (Ley 142/1994 art. 154) y se cuenta desde el día siguiente. ' +
        'El término vence el jueves 22 de abril de 2027, al final del día.',
    )
    const { version, term, lastDays } = await certified(claim)
    expect({ version, unit: term.unit }).toEqual({ version: 2, unit: 'calendar-months' })
    expect(lastDays).toMatchObject([{ date: '2027-04-22', kind: 'business-day' }])
  })

  it('given it stood still and ends on a Saturday, when that is asked, then it is carried on to Monday', async () => {
    const claim = await claimUnder(bill)
    const { routing, settled, get } = claim
    await routing.tell(moved(2, 'requerir', '2026-11-26'), moved(3, 'completar', '2026-11-28'))
    await settled()
    const explained = await agreesWithDue(claim)
    expect(explained).toMatchObject({ state: 'running', due: '2027-04-26' })
    expect(explained.summary).toContain('Los meses terminaban el sábado 24 de abril de 2027, que no es hábil')
    expect((await certified(claim)).lastDays).toMatchObject([
      { date: '2027-04-24', kind: 'saturday' },
      { date: '2027-04-25', kind: 'sunday' },
      { date: '2027-04-26', kind: 'business-day' },
    ])
    // As it was known before anything stopped it, there is nothing of that.
    const { events } = await claim.service.log.stream(`clock/${clockId}`)
    const { body } = await get(`${path}/explanation?asOf=${events[0]?.recordedAt}`)
    expect(body).toMatchObject({ due: '2027-04-22' })
  })

  it('given nobody answers, when its months are over, then each mark was told at its instant', async () => {
    const claim = await claimUnder(bill)
    await claim.advance('2027-04-23T05:00:00.000Z')
    expect(await claim.marks()).toEqual([
      'amarillo 2027-02-06T05:00:00.000Z',
      'rojo 2027-03-23T05:00:00.000Z',
      'fin 2027-04-23T05:00:00.000Z',
    ])
    expect(await certified(claim)).toMatchObject({ state: 'breached' })
  })
})

describe('what a judge gives forty-eight hours for, over HTTP', () => {
  it('given it was received at ten, when it is read, then it is due at ten two days later', async () => {
    const claim = await claimUnder(judge)
    expect((await claim.get(path)).body).toMatchObject({
      ...{ amount: 48, unit: 'calendar-hours', due: '2026-11-24', endsAt: '2026-11-24T15:00:00.000Z' },
      ahead: [
        { rung: 'amarillo', at: '2026-11-23T15:00:00.000Z' },
        { rung: 'rojo', at: '2026-11-24T05:00:00.000Z' },
        { rung: null, at: '2026-11-24T15:00:00.000Z' },
      ],
    })
    const explained = await agreesWithDue(claim)
    expect(explained.summary).toBe(
      'Se recibió el domingo 22 de noviembre de 2026 a las 10:00. El término es de 48 horas (Decreto 2591/1991 art. 19) ' +
        'y corre desde ese instante. El término vence el martes 24 de noviembre de 2026 a las 10:00.',
    )
    expect(await certified(claim)).toMatchObject({ version: 2, due: '2026-11-24', state: 'running' })
  })

  it('given an answer a minute late, when it is told, then the end was told before it, and it is late', async () => {
    const claim = await claimUnder(judge)
    const answer = { ...answeredOn(2, '2026-11-24'), at: '2026-11-24T15:01:00.000Z' }
    await claim.routing.tell(answer)
    await claim.advance('2026-11-25T12:00:00.000Z')
    expect(await claim.marks()).toEqual([
      'amarillo 2026-11-23T15:00:00.000Z',
      'rojo 2026-11-24T05:00:00.000Z',
      'fin 2026-11-24T15:00:00.000Z',
    ])
    expect(await agreesWithDue(claim)).toMatchObject({ state: 'met', late: true, due: '2026-11-24' })
    expect(await certified(claim)).toMatchObject({ late: true, judgedAt: '2026-11-24T15:01:00.000Z' })
  })

  it('given one at the last minute, when it is told, then it is in time and nothing ended', async () => {
    const claim = await claimUnder(judge)
    await claim.routing.tell({ ...answeredOn(2, '2026-11-24'), at: '2026-11-24T14:59:59.999Z' })
    await claim.advance('2026-11-25T12:00:00.000Z')
    expect((await claim.marks()).filter((mark) => mark.startsWith('fin'))).toEqual([])
    expect(await certified(claim)).toMatchObject({ state: 'met', late: false })
  })

  it('given hours in which somebody attends, when they stop and go on, then only those run', async () => {
    const claim = await claimUnder(attended)
    const at = (event: ReturnType<typeof moved>, instant: string) => ({ ...event, at: instant })
    await claim.routing.tell(
      at(moved(2, 'requerir', '2026-11-23'), '2026-11-23T15:00:00.000Z'),
      at(moved(3, 'completar', '2026-11-24'), '2026-11-24T15:00:00.000Z'),
    )
    await claim.settled()
    // Two hours of Monday, seven of Tuesday, nine of Wednesday, two of Thursday.
    const explained = await agreesWithDue(claim)
    expect(explained).toMatchObject({ due: '2026-11-26', endsAt: '2026-11-26T15:00:00.000Z' })
    expect(explained.summary).toContain('No corrió en 1 día: 1 domingo.')
    expect(explained.summary).toContain(
      'No corrió desde el lunes 23 de noviembre de 2026 a las 10:00 hasta el martes 24 de noviembre de 2026 a las 10:00: ',
    )
    const { days, pauses } = await certified(claim)
    expect(pauses).toMatchObject([
      { fromAt: '2026-11-23T15:00:00.000Z', toAt: '2026-11-24T15:00:00.000Z', from: '2026-11-23' },
    ])
    expect(days.map(({ total }: { total: number }) => total / 3_600_000)).toEqual([0, 2, 9, 18, 20])
  })
})
