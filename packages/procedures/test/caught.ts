import { ProcedureError } from '../src/index.ts'

/** The error that a load must end with. */
export function caught(load: () => unknown): ProcedureError {
  try {
    load()
  } catch (error) {
    if (error instanceof ProcedureError) return error
    throw error
  }
  throw new Error('the definition was accepted')
}
