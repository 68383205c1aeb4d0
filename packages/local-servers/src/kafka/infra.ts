import { fileURLToPath } from 'node:url'

/** What the broker is made from, and how it is set up. */
export const infra = (name: string): string =>
  fileURLToPath(new URL(`../../../../infra/kafka/${name}`, import.meta.url))
