import { randomBytes } from 'node:crypto'
import { isAlive } from '@ventanilla/processes'

const NAME = /^test-[a-z0-9-]+?-(\d+)-[0-9a-f]{8}(?=[.:]|$)/

/** A name that no other test has. The pid in it lets a later run remove what a killed one left. */
export function uniqueName(prefix: string): string {
  if (!/^[a-z][a-z0-9-]{0,24}$/.test(prefix)) throw new RangeError(`prefix '${prefix}'`)
  return `test-${prefix}-${process.pid}-${randomBytes(4).toString('hex')}`
}

/** Whether what has that name, or begins with it, was made by a test process that is gone. */
export function isAbandoned(name: string): boolean {
  const pid = NAME.exec(name)?.[1]
  return pid !== undefined && !isAlive(Number(pid))
}
