/** What the work comes to, unless it is broken off before; it then goes on unheard. */
export async function unlessBroken<T>(broken: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(broken.reason)
  if (broken.aborted) onAbort()
  broken.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    broken.removeEventListener('abort', onAbort)
  }
}
