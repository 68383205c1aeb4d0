import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * Whether an address is one of those listed: an address each ('10.1.2.3', '::1') or a network ('10.0.0.0/8').
 * @throws RangeError naming what is neither
 */
export function trusting(list: readonly string[]): (address: string) => boolean {
  const known = new BlockList()
  for (const entry of list) add(known, entry)
  return (address) => isIP(address) !== 0 && known.check(address, familyOf(address))
}

function add(known: BlockList, entry: string): void {
  const [address = '', prefix, ...more] = entry.split('/')
  const longest = isIPv6(address) ? 128 : 32
  const bits = prefix === undefined ? longest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (isIP(address) === 0 || more.length > 0 || !(bits <= longest))
    throw new RangeError(`'${entry}' is neither an address nor a network`)
  known.addSubnet(address, bits, familyOf(address))
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')
