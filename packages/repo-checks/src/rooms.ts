import { memberOf } from './workspace.ts'

export interface Room {
  /** A room may import those of its own layer and of the layers below. */
  readonly layer: number
  readonly required?: boolean
}

/** The rooms of a service, and what stands on what. A new kind of room is a decision, and is written here first. */
export const rooms: Readonly<Record<string, Room>> = {
  domain: { layer: 0, required: true },
  'errors.ts': { layer: 1, required: true },
  'deps.ts': { layer: 1 },
  commands: { layer: 1 },
  reactions: { layer: 1 },
  queries: { layer: 1 },
  jobs: { layer: 1 },
  'publications.ts': { layer: 1, required: true },
  /** Knows pg, SMTP, S3 …; only compose may know that it exists. */
  adapters: { layer: 1 },
  http: { layer: 2, required: true },
  'service.ts': { layer: 2, required: true },
  /** A case on a log that is forgotten, for the product's command: the service's own rules, and nothing behind them. */
  'trial.ts': { layer: 2 },
  'config.ts': { layer: 3 },
  'compose.ts': { layer: 3, required: true },
  'main.ts': { layer: 4, required: true },
}

/** `ventanilla` composes the others: it is a program, not a service with rooms. */
export const isService = (dir: string): boolean =>
  dir.startsWith('services/') && dir !== 'services/ventanilla'

/** 'services/intake/src/http/filings.ts' → 'http', and so does 'services/intake/src/http.ts'. */
export function roomOf(path: string): string | undefined {
  const dir = memberOf(path)
  if (!isService(dir) || !path.startsWith(`${dir}/src/`)) return undefined
  const [first = ''] = path.slice(`${dir}/src/`.length).split('/')
  return first === 'http.ts' ? 'http' : first
}
