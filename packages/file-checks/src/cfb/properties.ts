/** Properties of the two sets that Office keeps, by number; those that only say how to read the others are left out. */
const summary: Readonly<Record<number, string>> = {
  ...{ 3: 'Subject', 4: 'Author', 5: 'Keywords', 6: 'Comments', 7: 'Template', 8: 'LastAuthor' },
  ...{
    9: 'RevNumber',
    10: 'EditTime',
    11: 'LastPrinted',
    12: 'CreateTime',
    13: 'LastSaveTime',
    18: 'AppName',
  },
}
const documentSummary: Readonly<Record<number, string>> = {
  ...{ 2: 'Category', 14: 'Manager', 15: 'Company', 23: 'Version' },
}

export const propertyStreams = {
  '\u0005SummaryInformation': summary,
  '\u0005DocumentSummaryInformation': documentSummary,
} as const

/** The names of the properties of a set that say something of people, software or dates. @source [MS-OLEPS] 2.21 */
export function propertyNames(set: Buffer, names: Readonly<Record<number, string>>): string[] {
  if (set.length < 48) return []
  const found: string[] = []
  // Custom properties are a section of their own, the second.
  if (set.readUInt32LE(24) > 1) found.push('custom')
  const section = set.readUInt32LE(44)
  if (section + 8 > set.length) return found
  const count = set.readUInt32LE(section + 4)
  for (let index = 0; index < count; index++) {
    const at = section + 8 + index * 8
    if (at + 8 > set.length) break
    const name = names[set.readUInt32LE(at)]
    if (name !== undefined) found.push(name)
  }
  return found
}
