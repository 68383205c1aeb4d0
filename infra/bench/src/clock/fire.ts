import type { Database } from '@ventanilla/database'
import type { Bench, Run } from '../bench.ts'
import { loadClocks, openClock, settle, tellMarks } from './open-clock.ts'
import { ENTITY, endOf } from './told-cases.ts'

const DAYS = 20
/** Counted days after the first receipt at whose end the first of them reach their first rung. */
const FIRST = 7
/** A process that has just started compiles what it does. */
const WARM_DAYS = 3
const CLOCKS = Math.min(Number(process.env.CASES ?? 200_000), 200_000)

/** What is ahead of each clock, laid out beside the log for who decides nothing. */
const LAID_OUT = [
  `create table ahead as
   select (e.data->>'clockId')::uuid as clock_id, e.stream, (m->>'at')::timestamptz as at,
          case when m->>'rung' is null then 'ClockBreached' else 'ClockWarned' end as type,
          jsonb_build_object('clockId', e.data->'clockId', 'caseId', e.data->'caseId', 'due', e.data->'due',
                             'nominal', m->'at')
            || case when m->>'rung' is null then '{}' else jsonb_build_object('rung', m->'rung') end as data
   from log.events e, jsonb_array_elements(e.data->'marks') m`,
  'create index on ahead (at, clock_id)',
  'vacuum analyze ahead',
]

/**
 * All that is reached up to an instant, after another, in one statement: the facts with their indexes, the versions of
 * their streams, and the head of the log.
 */
const SET_BASED = `
  with due as materialized (
    select clock_id, stream, at, type, data, row_number() over (order by at, clock_id) as nth
    from ahead where at > $1 and at <= $2),
  moved as (
    update log.streams s set version = s.version + 1 from due where s.stream = due.stream
    returning s.stream, s.version),
  head as (
    update log.heads h set position = h.position + (select count(*) from moved)
    where h.entity = '${ENTITY}' returning h.position - (select count(*) from due) as before)
  insert into log.events (entity, position, stream, version, id, type, data, actor, at, recorded_at)
  select '${ENTITY}', head.before + due.nth, due.stream, moved.version, md5(due.stream || due.at)::uuid, due.type,
         due.data, 'service:sla-clock', due.at, clock_timestamp()
  from due join moved using (stream) cross join head`

/** What was told beyond a position, but for its id, when it was written, and in which order. */
const TOLD = `
  select count(*)::int as told,
         md5(string_agg(md5(row(stream, version, type, data, actor, cause, at)::text), '' order by stream, version))
           as digest
  from log.events where entity = '${ENTITY}' and position > $1`

interface Told extends Run {
  told: number
  digest: string
}

async function timed(database: Database, work: () => Promise<number>): Promise<Told> {
  const [head] = await database.query<{ position: number }>(
    'select position from log.heads where entity = $1',
    [ENTITY],
  )
  const start = performance.now()
  const end = await work()
  const [told] = await database.query<Pick<Told, 'told' | 'digest'>>(TOLD, [head?.position ?? 0])
  if (!told || told.told === 0) throw new Error('nothing was told')
  return { value: (told.told * 1_000) / (end - start), operations: told.told, ...told }
}

export const fire: Bench = {
  name: 'fire',
  what: `facts of terms that reach a rung or their end written/s by the service's job, of ${CLOCKS} armed clocks those of a day; against one statement of SQL that writes the same facts`,
  unit: 'facts/s',
  better: 'higher',
  gate: 0.5,
  aim: 0.9,
  limits:
    'Every clock is read from its stream and decided on, in one process, while the database writes; the statement copies out what was laid out for it.',
  async open() {
    await using undo = new AsyncDisposableStack()
    const loading = { days: DAYS, clocks: CLOCKS, logged: true }
    const mine = undo.use(await loadClocks(loading))
    const { service, reach } = undo.use(await openClock(mine.environment))
    const plain = undo.use(await loadClocks(loading))
    for (const statement of LAID_OUT) await plain.own.database.query(statement)
    let day = FIRST
    let written: Told | undefined
    const baseline = async () => {
      written = await timed(plain.own.database, async () => {
        await plain.own.database.query(SET_BASED, [endOf(day - 1), endOf(day)])
        return performance.now()
      })
      return written
    }
    const ours = async () => {
      reach(endOf(day))
      const told = await timed(mine.own.database, () => tellMarks(service))
      if (told.digest !== written?.digest) throw new Error('the two have not written the same facts')
      day += 1
      return told
    }
    const rest = async () => {
      await plain.own.database.query('vacuum analyze')
      await settle(service, mine.own.database)
    }
    while (day < FIRST + WARM_DAYS) {
      await baseline()
      await ours()
      await rest()
    }
    const opened = undo.move()
    return {
      ...{ ours, baseline, rest },
      settings: { clocks: mine.clocks, days: DAYS },
      close: () => opened.disposeAsync(),
    }
  },
}
