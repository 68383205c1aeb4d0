/** The stream of a campaign: what it is and whether it was cancelled. */
export const campaignStream = (campaignId: string): string => `campaign/${campaignId}`

/** The stream of one recipient's message. */
export const campaignMessageStream = (messageId: string): string => `campaign-message/${messageId}`
