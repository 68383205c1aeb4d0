import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/index.ts'
import { keep, notes } from './kept.ts'
import { serverDir, serverPid } from './server-files.ts'
import { started } from './spawn-starter.ts'
import { type Place, type World, worlds } from './worlds.ts'

describe.each(worlds)('%s', (_, make) => {
  let world: World
  let place: Place
  beforeAll(async () => {
    world = await make()
  })
  afterAll(() => world[Symbol.asyncDispose]())
  beforeEach(async () => {
    place = await world.place()
  })
  afterEach(() => place[Symbol.asyncDispose]())

  it('gets a server, stops it, and finds data and port again', async () => {
    const first = await place.start()
    expect(started(first).adopted).toBe(false)
    await keep(started(first).url, 'fact')
    await first.stop()
    await expect(openDatabase({ url: started(first).url })).rejects.toThrow(/ECONNREFUSED/)
    const second = await place.start()
    expect(started(second)).toMatchObject({ adopted: false, port: started(first).port })
    expect(await notes(started(second).url)).toEqual(['fact'])
  })

  it('killed -9 leaves a server that the next one adopts, with everything committed', async () => {
    const first = await place.start()
    await keep(started(first).url, 'fact')
    const pid = await serverPid(place.dataDir)
    await first.kill()
    const second = await place.start({ port: 1 }) // another port is asked for: the running server keeps its own
    expect(started(second)).toMatchObject({ adopted: true, port: started(first).port })
    expect(await notes(started(second).url)).toEqual(['fact'])
    expect(await serverPid(place.dataDir)).toBe(pid)
    await second.stop()
    await expect(openDatabase({ url: started(first).url })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('recovers when the server itself was killed, and from lock files that mean nothing', async () => {
    const first = await place.start()
    await keep(started(first).url, 'fact')
    process.kill(await serverPid(place.dataDir), 'SIGKILL')
    await first.kill()
    // Two at once: one starts it, the other may find it still replaying its log, and waits.
    const [second, beside] = await Promise.all([place.start(), place.start()])
    expect([started(second).adopted, started(beside).adopted].sort()).toEqual([false, true])
    expect(await notes(started(second).url)).toEqual(['fact'])
    await Promise.all([second.stop(), beside.stop()])
    const data = join(await serverDir(place.dataDir), 'data')
    // After a restart of the machine that pid may be anybody's: here it is ours.
    const lock = [process.pid, data, 1, started(second).port, '', '127.0.0.1', '', 'ready', '']
    await writeFile(join(data, 'postmaster.pid'), lock.join('\n'))
    const third = await place.start()
    expect(await notes(started(third).url)).toEqual(['fact'])
    await third.stop()
    await writeFile(join(data, 'postmaster.pid'), '') // a full disk leaves this
    expect(await notes(started(await place.start()).url)).toEqual(['fact'])
  })

  it('started twice at once is one server, which stays until the last one stops it', async () => {
    const [first, second] = await Promise.all([place.start(), place.start()])
    expect([started(first).adopted, started(second).adopted].sort()).toEqual([false, true])
    expect(started(first).url).toBe(started(second).url)
    await first.stop()
    expect(await notes(started(second).url)).toEqual([])
    await second.stop()
    await expect(openDatabase({ url: started(second).url })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('begins afresh when the data folder was deleted, though its server still runs', async () => {
    const first = await place.start()
    await keep(started(first).url, 'fact')
    const abandoned = await serverDir(place.dataDir)
    const pid = await serverPid(place.dataDir)
    await first.kill()
    for (const name of await readdir(place.dataDir)) await rm(join(place.dataDir, name), { recursive: true })
    const second = await place.start()
    expect(started(second).adopted).toBe(false)
    expect(await notes(started(second).url)).toEqual([])
    if (abandoned.startsWith(place.dataDir)) {
      process.kill(pid, 'SIGQUIT') // it would notice within a minute that its folder is gone
    } else {
      await expect(stat(abandoned)).rejects.toThrow(/ENOENT/)
      expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    }
  })
})
