/**
 * What `work` gives, or an error after `ms` milliseconds; `work` itself goes on and its failure is nobody's. A process
 * that was busy for that long hasn't read the answer yet, so the answers that lie there are taken before it gives up.
 */
export function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(Object.assign(new Error(`no answer after ${ms} ms`), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(() => setImmediate(late), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
