import { expands } from '../unreadable.ts'

const PAGE = 1024 * 1024

/**
 * Many short texts as the bytes of UTF-8, end to end: a hundred thousand strings of their own would weigh three times
 * as much and be walked over at every collection.
 */
export class TextStore {
  readonly #most: number
  readonly #pages: Buffer[] = []
  #ends = new Float64Array(1024)
  #count = 0
  #length = 0

  /** @param most bytes, beyond which a file is refused */
  constructor(most: number) {
    this.#most = most
  }

  push(text: string): void {
    const bytes = Buffer.from(text)
    if (this.#length + bytes.length > this.#most) throw expands(`Sus textos pasan de ${this.#most} bytes.`)
    for (let at = 0; at < bytes.length; ) {
      const within = this.#length % PAGE
      if (within === 0) this.#pages.push(Buffer.alloc(PAGE))
      const copied = bytes.copy(this.#pages.at(-1) as Buffer, within, at)
      at += copied
      this.#length += copied
    }
    if (this.#count === this.#ends.length) {
      const larger = new Float64Array(this.#count * 2)
      larger.set(this.#ends)
      this.#ends = larger
    }
    this.#ends[this.#count] = this.#length
    this.#count += 1
  }

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    const start = index === 0 ? 0 : (this.#ends[index - 1] as number)
    const end = this.#ends[index] as number
    const pieces: Buffer[] = []
    for (let at = start; at < end; ) {
      const within = at % PAGE
      const piece = this.#pages[Math.floor(at / PAGE)] as Buffer
      const upTo = Math.min(PAGE, within + end - at)
      pieces.push(piece.subarray(within, upTo))
      at += upTo - within
    }
    return pieces.length === 1 ? (pieces[0] as Buffer).toString() : Buffer.concat(pieces).toString()
  }
}
