/** A coordinator's answers that kafkajs hands on in an error of its own: of what they were called, the text is left. */
const WRAPPED: Readonly<Record<string, string>> = {
  'This is not the correct coordinator for this group': 'NOT_COORDINATOR_FOR_GROUP',
  'Specified group generation id is not valid': 'ILLEGAL_GENERATION',
  'The coordinator is not aware of this member': 'UNKNOWN_MEMBER_ID',
  'The group is rebalancing, so a rejoin is needed': 'REBALANCE_IN_PROGRESS',
}

/** What the brokers call a fault, where they said something; else the name of the error. */
export function faultType(error: Error & { type?: unknown; cause?: unknown }): string {
  const { type, cause, name, message } = error
  if (typeof type === 'string') return type
  return cause instanceof Error && cause !== error ? faultType(cause) : (WRAPPED[message] ?? name)
}
