import { expect, test } from 'vitest'
import { checkFile, type FileOrder } from '../src/check-file.ts'
import { fixture, pieces } from './support/checked.ts'
import { parameters } from './support/parameters.ts'

const named = async (kind: FileOrder['kind'], content: string, name: string) => {
  const report = await checkFile(pieces(fixture(content)), { kind, name, parameters: parameters() })
  return report.findings.map(({ code }) => code)
}

test('a name that says another format than the content is told', async () => {
  expect(await named('banner', 'banner-home.jpg', 'Banner.JPEG')).toEqual([])
  expect(await named('banner', 'banner-home.jpg', 'banner.png')).toEqual(['file-name-mismatch'])
  expect(await named('document', 'cobertura.xls', 'cobertura.xlsx')).toContain('file-name-mismatch')
  expect(await named('sms', 'lista.xlsx', 'lista')).toContain('file-name-mismatch')
})

test('a content that is not admitted is enough to be told', async () => {
  expect(await named('banner', 'banner-es-png.jpg', 'banner.png')).toEqual(['file-type-refused'])
})
