/** Where a document says who made it, with what or when, and under which names; never what it says. */
export interface MetadataPlace {
  readonly place: string
  readonly names: readonly string[]
}

export function inWords({ place, names }: MetadataPlace): string {
  return names.length === 0
    ? `Lleva metadatos en ${place}.`
    : `Lleva metadatos en ${place}: ${names.join(', ')}.`
}

/** Adds names to a place, each once. */
export class MetadataPlaces {
  readonly #places = new Map<string, Set<string>>()

  add(place: string, ...names: readonly string[]): void {
    const known = this.#places.get(place) ?? new Set()
    for (const name of names) known.add(name)
    this.#places.set(place, known)
  }

  list(): MetadataPlace[] {
    return [...this.#places].map(([place, names]) => ({ place, names: [...names] }))
  }
}

/**
 * A title is what readers and screen readers show, so it stays; unless it is what a program made of the name of the
 * file, which often has a person's name or a path in it.
 */
export function isRealTitle(title: string): boolean {
  const text = title.trim()
  return text !== '' && !/[\\/]|\.\w{2,5}$|^Microsoft |^untitled|^sin título/i.test(text)
}
