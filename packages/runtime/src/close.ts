/**
 * Runs the steps one after the other, all of them whatever fails, and only once for however many ask.
 * @throws AggregateError of what failed
 */
export function closing(steps: readonly (() => Promise<unknown>)[]): () => Promise<void> {
  let closed: Promise<void> | undefined
  return () => {
    closed ??= closeAll(steps)
    return closed
  }
}

async function closeAll(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) {
    await step().catch((error: unknown) => {
      failures.push(...(error instanceof AggregateError ? error.errors : [error]))
    })
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything closed')
}

/** The same, all at the same time. */
export async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failures = (await Promise.allSettled(work)).flatMap((one) =>
    one.status === 'rejected' ? [one.reason] : [],
  )
  if (failures.length > 0) throw new AggregateError(failures, 'not everything closed')
}
