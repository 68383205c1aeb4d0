/** A JSON text that means one thing to a program and another to who reads it. */
export class AmbiguousJson extends Error {
  override readonly name = 'AmbiguousJson'
  readonly key: string

  constructor(key: string) {
    super(`the key ${JSON.stringify(key)} stands twice in one object`)
    this.key = key
  }
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/**
 * JSON.parse that takes no key twice: of two it keeps the last one in silence, and a person reads the first.
 * @throws SyntaxError for what is no JSON, AmbiguousJson
 */
export function parseStrict(text: string): unknown {
  const value: unknown = JSON.parse(text)
  // What parsed is well formed, so a look at its tokens is enough: a text before a colon is a key.
  const open: Set<string>[] = []
  let last = ''
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const key: string = JSON.parse(last)
      const keys = open.at(-1)
      // An object's prototype is no field either: who looks at the fields wouldn't see it.
      if (keys?.has(key) || key === '__proto__') throw new AmbiguousJson(key)
      keys?.add(key)
    } else last = token
  }
  return value
}
