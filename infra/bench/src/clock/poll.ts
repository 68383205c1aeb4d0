import { type Bench, median, type Run } from '../bench.ts'
import { loadClocks, lookForMarks, openClock } from './open-clock.ts'
import { endOf } from './told-cases.ts'

const FEW = 5_000
const MANY = Number(process.env.CASES ?? 5_000_000)
const DAYS = 20
const LOOKS = 500

/** The service with so many clocks armed, at an instant at which none of them has reached anything. */
async function armed(clocks: number) {
  await using undo = new AsyncDisposableStack()
  const loaded = undo.use(await loadClocks({ days: DAYS, clocks, logged: false }))
  const { service, reach } = undo.use(await openClock(loaded.environment))
  reach(endOf(0))
  const look = lookForMarks(service)
  const timed = async (): Promise<number> => {
    const start = performance.now()
    if (await look()) throw new Error('there was something to tell')
    return performance.now() - start
  }
  await timed()
  const opened = undo.move()
  return {
    clocks: loaded.clocks,
    async looks(): Promise<Run> {
      const took: number[] = []
      for (let n = 0; n < LOOKS; n++) took.push(await timed())
      return { value: median(took), operations: LOOKS }
    },
    close: () => opened.disposeAsync(),
  }
}

export const poll: Bench = {
  name: 'poll',
  what: `what one look of the service's job takes (median of ${LOOKS}) with ${MANY} armed clocks of which none has reached anything; against ${FEW}`,
  unit: 'ms',
  better: 'lower',
  gate: 1.5,
  aim: 1.1,
  limits: 'A look is four questions; one of them goes down an index that is a page or two deeper.',
  async open() {
    await using undo = new AsyncDisposableStack()
    const few = await armed(FEW)
    undo.defer(few.close)
    const many = await armed(MANY)
    undo.defer(many.close)
    const opened = undo.move()
    return {
      ours: many.looks,
      baseline: few.looks,
      settings: { armed: many.clocks, few: few.clocks },
      close: () => opened.disposeAsync(),
    }
  },
}
