import { askRedis } from '@ventanilla/local-servers'
import { testRedis } from './test-redis.ts'
import { uniqueName } from './unique-name.ts'

export interface FreshKeys extends AsyncDisposable {
  /** redis://host:port */
  url: string
  /** What the keys and channels of this test begin with. */
  prefix: string
  /** Removes every key with that prefix. Idempotent. */
  drop(): Promise<void>
}

const REMOVE = "for _, key in ipairs(redis.call('keys', ARGV[1])) do redis.call('del', key) end"

/** A part of the shared Redis that nobody else uses. */
export async function freshKeys(prefix: string): Promise<FreshKeys> {
  const { url } = await testRedis()
  const own = `${uniqueName(prefix)}:`
  let dropping: Promise<void> | undefined
  const drop = () => (dropping ??= askRedis(url, `EVAL "${REMOVE}" 0 ${own}*`).then(() => undefined))
  return { url, prefix: own, drop, [Symbol.asyncDispose]: drop }
}
