import { describe, expect, it } from 'vitest'
import { checkRooms } from '../src/check-rooms.ts'
import { isService } from '../src/rooms.ts'
import { told } from '../src/violation.ts'
import { members, textFiles } from '../src/workspace.ts'

const paths = textFiles()
const services = members().filter(({ dir }) => isService(dir))

describe('every service has the rooms of a service', () => {
  it.each(services.map(({ dir }) => dir))('%s', (dir) => {
    expect(told(checkRooms(dir, paths))).toEqual([])
  })
})

describe('what is missing is found:', () => {
  const files = [
    ...[
      'domain/x.ts',
      'commands/x.ts',
      'http/x.ts',
      'errors.ts',
      'publications.ts',
      'service.ts',
      'compose.ts',
      'main.ts',
    ].map((file) => `services/x/src/${file}`),
    'services/x/test/x.int.test.ts',
  ]

  it('nothing, where all is there', () => {
    expect(checkRooms('services/x', files)).toEqual([])
  })

  it.each(files)('%s', (file) => {
    const without = files.filter((path) => path !== file)
    expect(checkRooms('services/x', without)).toHaveLength(1)
  })

  it('and a room that nobody knows', () => {
    expect(told(checkRooms('services/x', [...files, 'services/x/src/utils/x.ts']))).toEqual([
      'services/x src/utils is no room of a service',
    ])
  })
})
