import { constants, getPriority, setPriority } from 'node:os'

/**
 * Where processors are scarce, this process goes behind the others of its machine. For one whose work comes in heaps
 * at hours that nobody chooses, while people wait for what the others do. It needs no right, and can't be taken back.
 */
export function giveWay(): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority
  // Who started it may have put it further back.
  if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL)
}
