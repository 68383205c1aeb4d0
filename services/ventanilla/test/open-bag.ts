import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'

/** What a ZIP has, by the reader of another hand, and where it isn't a bag as RFC 8493 wants it. */
export async function openBag(path: string, folder: string) {
  const zip = await openPromise(path)
  const files = new Map<string, Buffer>()
  const faults: string[] = []
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(`${folder}/`)) faults.push(`${entry.fileName} is outside`)
    files.set(entry.fileName.slice(folder.length + 1), await buffer(await zip.openReadStreamPromise(entry)))
  }
  const listed = (manifest: string) => `${files.get(manifest)}`.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)
  const told = new Set(['tagmanifest-sha256.txt'])
  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    for (const [, sha256, name = ''] of listed(manifest)) {
      told.add(name)
      const found = createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex')
      if (found !== sha256) faults.push(`${name} is not what ${manifest} says`)
    }
  for (const name of files.keys()) if (!told.has(name)) faults.push(`${name} is in no manifest`)
  return { files, faults, json: (name: string) => JSON.parse(`${files.get(name)}`) }
}
