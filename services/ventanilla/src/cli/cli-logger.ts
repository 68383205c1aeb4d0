import { createLogger, type Logger } from '@ventanilla/runtime'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Logs to stderr; `fallback` unless LOG_LEVEL names another level. */
export function cliLogger(fallback: (typeof LEVELS)[number] = 'warn'): Logger {
  const level = LEVELS.find((name) => name === process.env.LOG_LEVEL) ?? fallback
  return createLogger({ level })
}
