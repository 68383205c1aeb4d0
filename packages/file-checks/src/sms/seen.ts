import { hash } from 'node:crypto'

/** Four numbers a slot: three of the hash, and the line. */
const SLOT = 4

/**
 * Which rows were there before, in sixteen bytes each whatever they hold: 96 bits of SHA-256 (two of a million rows meet
 * by chance once in 10^17 lists) and the line. Full to a half at most.
 */
export class Seen {
  #slots = new Uint32Array(4096 * SLOT)
  #count = 0

  /** The line on which it was first seen; undefined the first time. */
  lineOf(key: string, line: number): number | undefined {
    const digest = hash('sha256', key, 'buffer')
    const own = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)] as const
    const at = this.#find(this.#slots, own)
    const before = this.#slots[at + 3] as number
    if (before !== 0) return before
    this.#slots.set([...own, line], at)
    this.#count += 1
    if (this.#count * 2 * SLOT > this.#slots.length) this.#grow()
    return undefined
  }

  /** Its slot, or the free one where it belongs: a line is never 0. */
  #find(slots: Uint32Array, [a, b, c]: readonly [number, number, number]): number {
    const capacity = slots.length / SLOT
    for (let index = a % capacity; ; index = (index + 1) % capacity) {
      const at = index * SLOT
      if (slots[at + 3] === 0) return at
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return at
    }
  }

  #grow(): void {
    const larger = new Uint32Array(this.#slots.length * 2)
    for (let at = 0; at < this.#slots.length; at += SLOT) {
      if (this.#slots[at + 3] === 0) continue
      const [a = 0, b = 0, c = 0] = this.#slots.subarray(at, at + 3)
      larger.set(this.#slots.subarray(at, at + SLOT), this.#find(larger, [a, b, c]))
    }
    this.#slots = larger
  }
}
