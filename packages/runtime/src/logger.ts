import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { redact } from './redact.ts'
import { mask } from './safe-error.ts'

export type { Logger } from 'pino'

export interface LoggerOptions {
  level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Stands on every line as `service`. */
  service?: string
  /** Where lines go; stderr when absent, since stdout belongs to what a command answers. */
  to?: DestinationStream
}

/**
 * JSON lines on stderr, written at once so that a killed process loses none. Keys that name people or open doors are
 * hidden at any depth, in lines and in the bindings of children; errors keep class, code and frames but no values.
 */
export function createLogger({ level = 'info', service, to }: LoggerOptions = {}): Logger {
  const logger = pino(
    {
      level,
      base: service === undefined ? {} : { service },
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: asIs, req: requestLine, res: responseLine },
      formatters: { level: (label) => ({ level: label }), log: redactLine },
      hooks: {
        logMethod(args, method) {
          method.apply(this, safeArguments(args) as typeof args)
        },
      },
    },
    to ?? destination({ dest: 2, sync: true }),
  )
  return hideBindings(logger)
}

// Fastify's requests and replies are huge and go to the serializers above; everything else is looked through.
function redactLine(line: Record<string, unknown>): Record<string, unknown> {
  const { req, res, ...rest } = line
  return { ...(redact(rest) as object), ...(req ? { req } : {}), ...(res ? { res } : {}) }
}

// pino takes the message of a lone error as the line's own, and a message may quote a person's data.
function safeArguments(args: readonly unknown[]): unknown[] {
  const [first, ...rest] = args
  if (first instanceof Error && rest.length === 0) return [{ err: first }, 'error']
  return args.map((item) => (typeof item === 'string' ? mask(item) : item))
}

// pino renders the bindings of a child once, past the formatters: they are looked through on their way in.
function hideBindings(logger: Logger): Logger {
  const { child, setBindings } = logger
  return Object.assign(logger, {
    child(this: Logger, bindings: object, options: Parameters<typeof child>[1]) {
      return child.call(this, redactLine({ ...bindings }), options)
    },
    setBindings(this: Logger, bindings: object) {
      setBindings.call(this, redactLine({ ...bindings }))
    },
  })
}

// Errors come here already safe; without a serializer of its own pino would open them once more.
function asIs(error: unknown): unknown {
  return error
}

function requestLine(request: { id?: unknown; method?: unknown; url?: unknown }): object {
  const [path] = String(request.url ?? '').split('?', 1)
  return { id: request.id, method: request.method, path }
}

function responseLine(response: { statusCode?: unknown }): object {
  return { status: response.statusCode }
}
