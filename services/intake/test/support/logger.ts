import { createLogger } from '@ventanilla/runtime'

/** The product's own logger, with its lines kept. */
export function keepingLogger() {
  const lines: string[] = []
  const logger = createLogger({ level: 'trace', to: { write: (line) => void lines.push(line) } })
  return { logger, text: () => lines.join('') }
}
