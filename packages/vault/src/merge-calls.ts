interface Waiting<In, Out> {
  input: In
  resolve(output: Out): void
  reject(error: unknown): void
}

export interface MergeOptions<In> {
  /** How much one turn takes at most, by count and by size; an input larger than that goes alone. */
  mostInputs: number
  mostSize: number
  size(input: In): number
  /** Whether a failed turn may be one input's fault: then each goes again, alone. */
  splits(error: unknown): boolean
}

/**
 * Group commit: while one turn of `work` is on its way, what arrives waits and goes with the next. No timer,
 * so a call that finds nothing on its way starts at once. `work` gives for each input its output or its
 * error.
 */
export function mergeCalls<In, Out>(
  work: (inputs: In[]) => Promise<(Out | Error)[]>,
  { mostInputs, mostSize, size, splits }: MergeOptions<In>,
): (input: In) => Promise<Out> {
  const queue: Waiting<In, Out>[] = []
  let running = false

  async function run() {
    running = true
    // A tick first: calls made together in one turn of the event loop are one turn of work.
    await Promise.resolve()
    while (queue.length > 0) await turn(nextTurn())
    running = false
  }

  function nextTurn(): Waiting<In, Out>[] {
    let count = 0
    for (let total = 0; count < Math.min(queue.length, mostInputs); count++) {
      total += sizeAt(count)
      if (total > mostSize && count > 0) break
    }
    return queue.splice(0, count)
  }

  function sizeAt(index: number): number {
    const waiting = queue[index]
    return waiting ? size(waiting.input) : 0
  }

  async function turn(taken: Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await work(taken.map(({ input }) => input))
      taken.forEach(({ resolve, reject }, index) => {
        const output = outputs[index]
        if (output instanceof Error) reject(output)
        else resolve(output as Out)
      })
    } catch (error) {
      if (taken.length > 1 && splits(error)) for (const one of taken) await turn([one])
      else for (const { reject } of taken) reject(error)
    }
  }

  return (input) =>
    new Promise((resolve, reject) => {
      queue.push({ input, resolve, reject })
      if (!running) void run()
    })
}
