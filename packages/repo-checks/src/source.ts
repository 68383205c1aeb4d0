import { type ParseResult, parseSync, Visitor } from 'oxc-parser'
import { lineAt } from './violation.ts'

/** One module that a file names: by import, re-export, `import()` of a literal, or `import('…').Type`. */
export interface Import {
  readonly specifier: string
  readonly line: number
  /** Gone when the types are erased. */
  readonly typeOnly: boolean
  /** What is taken from it; '*' for all of it. */
  readonly names: readonly string[]
}

export interface Source {
  readonly path: string
  readonly text: string
  readonly program: ParseResult['program']
  readonly imports: readonly Import[]
}

/** @throws SyntaxError when the text can't be parsed: a rule must never pass over what it can't read. */
export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  const [error] = parsed.errors
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`)
  return { path, text, program: parsed.program, imports: importsOf(parsed, text) }
}

function importsOf({ module, program }: ParseResult, text: string): Import[] {
  const imports: Import[] = module.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    line: lineAt(text, start),
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    names: entries.map(({ importName: { kind, name } }) =>
      kind === 'NamespaceObject' ? '*' : (name ?? 'default'),
    ),
  }))
  for (const { entries } of module.staticExports)
    for (const { start, moduleRequest, importName, isType } of entries)
      if (moduleRequest !== null)
        imports.push({
          specifier: moduleRequest.value,
          line: lineAt(text, start),
          typeOnly: isType,
          names: [importName.name ?? '*'],
        })
  new Visitor({
    ImportExpression: ({ source, start }) => {
      const specifier = literal(text.slice(source.start, source.end))
      if (specifier !== undefined)
        imports.push({ specifier, line: lineAt(text, start), typeOnly: false, names: ['*'] })
    },
    TSImportType: ({ source, start }) => {
      imports.push({ specifier: source.value, line: lineAt(text, start), typeOnly: true, names: ['*'] })
    },
  }).visit(program)
  return imports
}

const literal = (code: string): string | undefined => /^(['"`])([^$]*)\1$/.exec(code)?.[2]
