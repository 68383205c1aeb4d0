/** Where a text stops being JSON: `offset` from 0 in UTF-16 units, `line` and `column` from 1. */
export interface JsonFault {
  offset: number
  line: number
  column: number
  /** the text ends before the JSON does */
  end: boolean
}

type Expect = 'value' | 'value-or-]' | 'key' | 'key-or-}' | 'colon' | 'comma-or-close' | 'end'

/** What has been read so far: the index of the next character, what may stand there, what is open. */
interface Reader {
  at: number
  expect: Expect
  open: ('{' | '[')[]
}

/**
 * The first place where `text` breaks RFC 8259, undefined when it doesn't. Run only after JSON.parse refused it:
 * V8 leaves the position out of its message for short texts, and quotes the text, which may hold personal data.
 * Iterative, so that nesting can't exhaust the stack.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const reader: Reader = { at: 0, expect: 'value', open: [] }
  for (;;) {
    reader.at = skip(space, text, reader.at) ?? reader.at
    if (reader.expect === 'end') return reader.at < text.length ? locate(text, reader.at) : undefined
    const fault = readToken(reader, text)
    if (fault !== undefined) return locate(text, fault)
  }
}

/** Reads one token and moves the reader on; the index of the fault when none may stand there. */
function readToken(reader: Reader, text: string): number | undefined {
  const char = text[reader.at]
  switch (reader.expect) {
    case 'colon':
      return char === ':' ? move(reader, reader.at + 1, 'value') : reader.at
    case 'comma-or-close':
      if (char !== ',') return close(reader, char)
      return move(reader, reader.at + 1, reader.open.at(-1) === '{' ? 'key' : 'value')
    case 'key-or-}':
      return char === '}' ? close(reader, char) : readString(reader, text, 'colon')
    case 'key':
      return readString(reader, text, 'colon')
    case 'value-or-]':
      return char === ']' ? close(reader, char) : readValue(reader, text)
    default:
      return readValue(reader, text)
  }
}

function readValue(reader: Reader, text: string): number | undefined {
  const char = text[reader.at]
  if (char === '{' || char === '[') {
    reader.open.push(char)
    return move(reader, reader.at + 1, char === '{' ? 'key-or-}' : 'value-or-]')
  }
  if (char === '"') return readString(reader, text, afterValue(reader))
  const next = skip(scalar, text, reader.at)
  return next === undefined ? reader.at : move(reader, next, afterValue(reader))
}

function close(reader: Reader, char: string | undefined): number | undefined {
  if (char !== (reader.open.at(-1) === '{' ? '}' : ']')) return reader.at
  reader.open.pop()
  return move(reader, reader.at + 1, afterValue(reader))
}

function readString(reader: Reader, text: string, next: Expect): number | undefined {
  if (text[reader.at] !== '"') return reader.at
  let at = reader.at + 1
  for (;;) {
    const code = text.charCodeAt(at)
    if (Number.isNaN(code) || code < 0x20) return at
    if (code === 0x22) return move(reader, at + 1, next)
    const end = code === 0x5c ? skip(escaped, text, at) : at + 1
    if (end === undefined) return at
    at = end
  }
}

const space = /[ \t\n\r]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

function move(reader: Reader, at: number, expect: Expect): undefined {
  reader.at = at
  reader.expect = expect
}

function afterValue(reader: Reader): Expect {
  return reader.open.length === 0 ? 'end' : 'comma-or-close'
}

function locate(text: string, offset: number): JsonFault {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { offset, line, column: offset - before.lastIndexOf('\n'), end: offset >= text.length }
}
