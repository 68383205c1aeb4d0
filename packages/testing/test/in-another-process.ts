import { fork } from 'node:child_process'
import { once } from 'node:events'

/** Which server a test process of its own finds, and what it says on stderr about it. */
export async function inAnotherProcess(
  kind: 'postgres' | 'redis',
  more: NodeJS.ProcessEnv = {},
): Promise<{ url: string; said: string }> {
  const env = { ...process.env, ...more }
  const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const
  const child = fork(new URL('tell.ts', import.meta.url), [kind], { env, stdio: [...stdio] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [[url]] = await Promise.all([once(child, 'message'), once(child, 'close')])
  return { url: String(url), said }
}
