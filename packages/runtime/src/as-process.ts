import { isFatal, tellFatal } from './fatal.ts'

/** Starts what a process is for. What no waiting mends is told on stderr, and the process ends with its code. */
export async function asProcess(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    if (!isFatal(error)) throw error
    tellFatal(error)
  }
}
