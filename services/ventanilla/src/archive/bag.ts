import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** What a file came to when it was put in. */
export interface Weighed {
  bytes: number
  sha256: string
}

/** @param path below `data/`, of letters, digits, `/`, `-` and `.` */
export type Put = (path: string, content: Buffer | Readable) => Promise<Weighed>

/** A local instant whose fields are the same in every zone: the first that a ZIP can tell. */
const mtime = new Date(1980, 0, 1)
/** What is streamed is deflated, or a reader that streams as well couldn't tell where it ends. */
const fixed = { mtime, mode: 0o100644, forceDosTimestamp: true }

/**
 * Writes a BagIt bag (RFC 8493) as a ZIP with one folder, file by file; what is put in as a stream is never whole in
 * memory. The same files in the same order give the same bytes. Nothing is left at `file` unless all of it is.
 * It names people: nobody else of this machine reads it.
 * @param fill puts the payload in, and gives what `bag-info.txt` is to say
 * @param broken aborts it
 */
export async function writeBag(
  file: string,
  folder: string,
  fill: (put: Put) => Promise<Readonly<Record<string, string>>>,
  broken?: AbortSignal,
): Promise<void> {
  const zip = new ZipFile()
  const partial = `${file}.${randomBytes(6).toString('hex')}.partial`
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(broken ? [broken] : [])])
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  const written = pipeline(zip.outputStream, createWriteStream(partial, { flags: 'wx', mode: 0o600 }), {
    signal,
  })
  try {
    await Promise.race([pack(zip, folder, fill, signal).then(() => written), written, failed])
    await rename(partial, file)
  } catch (error) {
    // What was on its way has nowhere to go any more.
    stop.abort()
    await written.catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
}

async function pack(
  zip: ZipFile,
  folder: string,
  fill: Parameters<typeof writeBag>[2],
  signal: AbortSignal,
): Promise<void> {
  const payload: [path: string, weighed: Weighed][] = []
  const info = await fill(async (path, content) => {
    const weighed = await put(zip, `${folder}/data/${path}`, content, signal)
    payload.push([`data/${path}`, weighed])
    return weighed
  })
  const octets = payload.reduce((sum, [, { bytes }]) => sum + bytes, 0)
  const tags = {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'bag-info.txt': labelled({ ...info, 'Payload-Oxum': `${octets}.${payload.length}` }),
    'manifest-sha256.txt': manifest(payload),
  }
  const weighed: [string, Weighed][] = []
  for (const [path, text] of Object.entries(tags))
    weighed.push([path, await put(zip, `${folder}/${path}`, Buffer.from(text), signal)])
  await put(zip, `${folder}/tagmanifest-sha256.txt`, Buffer.from(manifest(weighed)), signal)
  zip.end()
}

async function put(
  zip: ZipFile,
  path: string,
  content: Buffer | Readable,
  signal: AbortSignal,
): Promise<Weighed> {
  const hash = createHash('sha256')
  if (Buffer.isBuffer(content)) {
    zip.addBuffer(content, path, { ...fixed, compress: false })
    return { bytes: content.length, sha256: hash.update(content).digest('hex') }
  }
  let bytes = 0
  const weighing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  zip.addReadStreamLazy(path, fixed, (give) => give(null, weighing))
  await Promise.all([pipeline(content, weighing, { signal }), finished(weighing)])
  return { bytes, sha256: hash.digest('hex') }
}

const manifest = (files: readonly [path: string, weighed: Weighed][]) =>
  files.map(([path, { sha256 }]) => `${sha256}  ${path}\n`).join('')

const labelled = (info: Readonly<Record<string, string>>) =>
  Object.entries(info)
    .map(([label, value]) => `${label}: ${value}\n`)
    .join('')
