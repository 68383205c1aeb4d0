import type { StartLoop } from '../src/index.ts'

/** The smallest loop that does what the port asks: the runtime's own is tested where it lives. */
export const startLoop: StartLoop = (_, step) => {
  let stopped = false
  let failing: string | undefined
  const turning = (async () => {
    while (!stopped) {
      let worked: boolean | 'done' = false
      try {
        worked = await step()
        failing = undefined
      } catch (error) {
        const { code } = error as { code?: string }
        failing = code ?? (error as Error).name
      }
      if (!worked) await new Promise((resolve) => setTimeout(resolve, failing ? 120 : 5))
    }
  })()
  return {
    nudge: () => {},
    async stop() {
      stopped = true
      await turning
    },
    get failing() {
      return failing
    },
  }
}
