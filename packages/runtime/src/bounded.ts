/** Something that had to end within a time did not. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/** What `work` gives, or a TimeoutError after `ms` milliseconds; the work itself isn't interrupted. Leaves no timer. */
export async function bounded<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`${what} took longer than ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
