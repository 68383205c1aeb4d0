import { createTransport } from 'nodemailer'
import { type Mail, type Mailer, MailServerUnavailable, type Verdict } from '../jobs/ports.ts'
import { verdictOf } from './smtp-verdict.ts'

export interface SmtpOptions {
  /** 'smtp://user:password@host:587' or 'smtps://…'; STARTTLS is used wherever it is offered. */
  url: string
  connections: number
}

/** A pool of connections to one mail server. */
export function smtpMailer({ url, connections }: SmtpOptions): Mailer {
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: connections,
    maxMessages: 1_000,
    // A pooled connection may have died while it was idle; a second death is the server's.
    maxRequeues: 1,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    async send(mail): Promise<Verdict> {
      try {
        await transport.sendMail(messageOf(mail))
        return { took: true }
      } catch (error) {
        const verdict = verdictOf(error)
        if (verdict) return verdict
        throw new MailServerUnavailable('the mail server took no mail', { cause: error })
      }
    },
    close: () => transport.close(),
  }
}

function messageOf({ id, inReplyTo, from, to, date, subject, text, html, unsubscribe }: Mail) {
  return {
    messageId: id,
    ...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
    from,
    to,
    date: new Date(date),
    subject,
    text,
    html,
    // RFC 2369; a mailbox shows it as a way out.
    ...(unsubscribe !== undefined && { list: { unsubscribe: `mailto:${unsubscribe}?subject=Baja` } }),
    headers: {
      // RFC 3834: nobody's out-of-office answers this, nor does ours answer theirs.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': 'es',
    },
  }
}
