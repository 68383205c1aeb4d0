import type { Verdict } from '../jobs/ports.ts'

/** The part of a nodemailer error that tells whose matter it is. */
interface SmtpError {
  code?: string | undefined
  /** The SMTP command that the server answered, 'API' or 'CONN' when it was none. */
  command?: string | undefined
  responseCode?: number | undefined
}

/** 421: the server is closing (RFC 5321 §3.8). */
const CLOSING = 421
/** Too big for this server: the one thing about the mail itself that MAIL FROM is refused for. */
const TOO_BIG = 552

/**
 * What an error says of the mail it happened to. Undefined: it is between the server and us (no connection, TLS,
 * password, a sender we may not use), and a misconfigured relay must not turn every letter that waits into a
 * failure.
 */
export function verdictOf(error: unknown): Verdict | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, command, responseCode: reply } = error as SmtpError
  if (reply === undefined) return isLocalRefusal(code, command) ? { took: false, forGood: true } : undefined
  if (reply === CLOSING) return undefined
  const forGood = reply >= 500
  switch (command) {
    case 'RCPT TO':
    case 'DATA':
      // 503, bad sequence of commands: the session was wrong, not the mail.
      return reply === 503 ? undefined : { took: false, forGood, reply }
    case 'MAIL FROM':
      return forGood && reply !== TOO_BIG ? undefined : { took: false, forGood, reply }
    default:
      return undefined
  }
}

/** Nodemailer itself found that no server would take it: an address that is none, or too big for the server. */
function isLocalRefusal(code: string | undefined, command: string | undefined): boolean {
  return (code === 'EENVELOPE' && command === 'API') || (code === 'EMESSAGE' && command === 'MAIL FROM')
}
