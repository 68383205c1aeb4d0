import { join } from 'node:path'

/** What runs as one server: a broker, a cache. */
export interface Program {
  /** As messages call it. */
  name: string
  /** The folder of this server alone, which is there. */
  home: string
  /** How many ports it listens on; the first is where its clients come in. */
  ports: number
  /** For the first port: 0 or absent is the one of last time, else a free one. */
  port?: number
  /** Makes ready what it runs on. @returns its command line on these ports */
  command(ports: readonly number[]): Promise<string[]>
  /** Whether that command line, as the system shows it, is this server's and no other's. */
  isOurs(command: readonly string[], ports: readonly number[]): boolean
  /** Whether it serves. Rejects, or says false, while it doesn't. */
  serves(port: number): Promise<boolean>
  onProgress: (text: string) => void
}

/** Under the plain C locale Java can't open a folder with an ñ in its name. */
export const UTF8 = { LC_ALL: 'C.UTF-8' }

/** What a server leaves in its home. */
export const filesOf = ({ home }: Program) => ({
  pid: join(home, 'pid'),
  ports: join(home, 'ports'),
  log: join(home, 'log'),
  /** Who uses it. */
  holders: join(home, 'holders'),
  /** Who is about to start or to stop it. */
  claims: join(home, 'claims'),
})
