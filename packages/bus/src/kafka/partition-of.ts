const SEED = 0x9747b28c
const M = 0x5bd1e995

/**
 * Which partition a key lies in, 0 … partitions - 1: murmur2 over its UTF-8 bytes, as Kafka's own clients do, so that
 * a producer written with any of them puts a case where we do.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions
}

function murmur2(bytes: Buffer): number {
  const whole = bytes.length & ~3
  let hash = SEED ^ bytes.length
  for (let at = 0; at < whole; at += 4) {
    const k = Math.imul(bytes.readInt32LE(at), M)
    hash = Math.imul(hash, M) ^ Math.imul(k ^ (k >>> 24), M)
  }
  for (let rest = bytes.length - whole; rest > 0; rest--)
    hash ^= (bytes[whole + rest - 1] ?? 0) << (8 * (rest - 1))
  if (bytes.length > whole) hash = Math.imul(hash, M)
  hash = Math.imul(hash ^ (hash >>> 13), M)
  return hash ^ (hash >>> 15)
}
