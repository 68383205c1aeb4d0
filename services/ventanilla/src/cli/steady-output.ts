import { once } from 'node:events'

/** Writes to stdout, and waits while its reader is slower: what is waiting to be written takes memory. */
export async function say(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}
