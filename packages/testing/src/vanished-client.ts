import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('hold-log.ts', import.meta.url))

/**
 * A client that took the lock of a log and vanished: alive for the kernel, and so for TCP, and never to say another
 * word. PostgreSQL calls it `holder`. Its end is that of the test's `using`.
 */
export async function vanishedClient(url: string, entity: string): Promise<Disposable> {
  const child = spawn(process.execPath, [program, url, entity], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  return { [Symbol.dispose]: () => void child.kill('SIGKILL') }
}
