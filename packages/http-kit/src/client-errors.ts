import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type BaseErrorCode, baseErrors } from './base-errors.ts'
import { problem } from './problem.ts'
import { answerOf } from './problem-body.ts'

/** Answers what never became a request: bytes that are not HTTP, headers that overflow, a client that stalls. */
export function clientErrorHandler(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const requestId = randomUUID()
  this.log.info({ requestId, code: error.code }, 'not a request')
  if (socket.writable) socket.write(rawAnswer(codeOf(error), requestId))
  socket.destroySoon()
}

function codeOf(error: { code?: string }): BaseErrorCode {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timeout'
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large'
  return 'malformed-request'
}

function rawAnswer(code: BaseErrorCode, requestId: string): string {
  const answer = answerOf(baseErrors, problem(code), requestId)
  if (!answer) throw new Error(`the base catalog lost ${code}`)
  const body = JSON.stringify(answer.body)
  const headers = {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`, ...lines, '', body].join('\r\n')
}
